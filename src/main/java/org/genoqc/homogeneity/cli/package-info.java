/**
 * The command line: the library as a command, a client of the service, a generator of test data. Uses no Spring. The
 * way in is {@link org.genoqc.homogeneity.cli.Cli}.
 *
 * <p>A {@code ...Command} is a command; {@code ParameterOptions} are the options that give parameters, {@code ServerOption}
 * the one that gives the service; {@code ConsoleListener} shows on the {@code Console} what is run and how far it is.
 */
@NullMarked
package org.genoqc.homogeneity.cli;

import org.jspecify.annotations.NullMarked;

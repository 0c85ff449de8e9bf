/**
 * The command line: the library as a command, a client of the service, a generator of test data. Uses no Spring. The
 * way in is {@link org.genoqc.homogeneity.cli.Cli}.
 */
@NullMarked
package org.genoqc.homogeneity.cli;

import org.jspecify.annotations.NullMarked;

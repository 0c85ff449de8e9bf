/**
 * What can be chosen. Each {@link org.genoqc.homogeneity.parameters.Parameter} is declared once, with name, range, default
 * and description; the web form, the command line and the library read that, and each phrases a
 * {@link org.genoqc.homogeneity.parameters.ParameterException} in its own way.
 */
@NullMarked
package org.genoqc.homogeneity.parameters;

import org.jspecify.annotations.NullMarked;

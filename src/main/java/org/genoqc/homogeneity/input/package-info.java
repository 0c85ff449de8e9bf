/**
 * Which files hold a data set: {@link org.genoqc.homogeneity.input.InputFiles}, a value that says what is to be read and
 * reads nothing.
 */
@NullMarked
package org.genoqc.homogeneity.input;

import org.jspecify.annotations.NullMarked;

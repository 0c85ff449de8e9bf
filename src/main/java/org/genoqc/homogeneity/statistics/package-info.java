/**
 * The test of homogeneity of one probeset: contingency table, Pearson's statistic, its asymptotic tail and its Monte
 * Carlo null distribution. Pure functions on immutable values; no input or output, no framework.
 *
 * <p>The way in is {@link org.genoqc.homogeneity.statistics.ContingencyTable} and the two
 * {@link org.genoqc.homogeneity.statistics.HomogeneityTest tests} of it.
 */
@NullMarked
package org.genoqc.homogeneity.statistics;

import org.jspecify.annotations.NullMarked;

/**
 * The test of homogeneity of one probeset: which method serves its table, Pearson's statistic against its asymptotic tail
 * or against simulated tables, and what comes of it. Pure functions on immutable values; no input or output, no
 * framework.
 */
@NullMarked
package org.genoqc.homogeneity.statistics;

import org.jspecify.annotations.NullMarked;

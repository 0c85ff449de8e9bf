/**
 * Genotype counts in and results out: reading and checking the TSV, holding the counts compactly, writing the result.
 *
 * <p>The way in is {@link org.genoqc.homogeneity.counts.CountsReader}, which gives
 * {@link org.genoqc.homogeneity.counts.ProbesetCounts}.
 */
@NullMarked
package org.genoqc.homogeneity.counts;

import org.jspecify.annotations.NullMarked;

/**
 * What the pictures of a result are drawn of: p-values by quantile and in a histogram, the genotyping batches, findings, what
 * the policies take out, the times of the probeset batches. Bounded in size, however many probesets there are.
 * {@link org.genoqc.homogeneity.figures.Figures} is the way in.
 */
@NullMarked
package org.genoqc.homogeneity.figures;

import org.jspecify.annotations.NullMarked;

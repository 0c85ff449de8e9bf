/**
 * A data set is cut into probeset batches by a {@link org.genoqc.homogeneity.batch.BatchPlan}, which run on one bounded
 * {@link org.genoqc.homogeneity.batch.BatchExecutor} shared by all data sets, each batch timed, each probeset counted.
 *
 * <p>Afterwards a {@link org.genoqc.homogeneity.batch.TimeBreakdown} says where the time went, the
 * {@code BatchSizeAdvisor} does the arithmetic on it, and a {@link org.genoqc.homogeneity.batch.BatchVerdict} is what it
 * found.
 */
@NullMarked
package org.genoqc.homogeneity.batch;

import org.jspecify.annotations.NullMarked;

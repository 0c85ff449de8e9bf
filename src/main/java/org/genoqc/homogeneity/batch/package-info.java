/**
 * A data set is cut into probeset batches by a {@link org.genoqc.homogeneity.batch.BatchPlan}, which run on one bounded
 * {@link org.genoqc.homogeneity.batch.BatchExecutor} shared by all data sets, each batch timed, each probeset counted.
 * {@link org.genoqc.homogeneity.batch.BatchVerdict} says what the times mean for the batch size.
 */
@NullMarked
package org.genoqc.homogeneity.batch;

import org.jspecify.annotations.NullMarked;

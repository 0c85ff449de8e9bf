/**
 * Batch execution: a data set is cut into probeset batches by a {@link org.genoqc.homogeneity.batch.BatchPlan}, which
 * run on one bounded {@link org.genoqc.homogeneity.batch.BatchExecutor} shared by all data sets, each batch timed, each
 * probeset counted. Plain Java, no framework.
 */
@NullMarked
package org.genoqc.homogeneity.batch;

import org.jspecify.annotations.NullMarked;

/**
 * One data set from its file to its results: read, planned, run on an executor and timed. The one place that does so, for
 * the service, the command and the library.
 *
 * <p>A type for each stage, in this order, each made by the one before:
 * {@link org.genoqc.homogeneity.analysis.LoadedDataSet} (its counts are in memory),
 * {@link org.genoqc.homogeneity.analysis.PlannedDataSet} (cut into probeset batches),
 * {@link org.genoqc.homogeneity.analysis.Execution} (its batches are with the workers),
 * {@link org.genoqc.homogeneity.analysis.CompletedDataSet} (every probeset has a result).
 */
@NullMarked
package org.genoqc.homogeneity.analysis;

import org.jspecify.annotations.NullMarked;

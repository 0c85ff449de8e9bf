/**
 * The library: tests all probesets of a file on all cores. The way in is
 * {@link org.genoqc.homogeneity.batch.TwoTierTest}.
 *
 * {@snippet :
 * import java.nio.file.Path;
 * import org.genoqc.homogeneity.batch.DataSetResult;
 * import org.genoqc.homogeneity.batch.Progress;
 * import org.genoqc.homogeneity.batch.ProgressListener;
 * import org.genoqc.homogeneity.batch.TwoTierTest;
 *
 * public class Example {
 *     public static void main(String[] args) throws Exception {
 *         DataSetResult result = TwoTierTest.withDefaults().withSimulations(1000)
 *                 .withListener(new ProgressListener() {
 *                     public void progressed(Progress.Snapshot progress) {
 *                         System.err.println(progress.completed() + " of " + progress.probesets());
 *                     }
 *                 }).run(Path.of(args[0]));
 *         result.stream().filter(row -> row.pValue() < 0.001)
 *                 .forEach(row -> System.out.println(row.probesetId() + " " + row.pValue()));
 *         result.writeTsv(Path.of(args[1]));
 *     }
 * }
 * }
 *
 * <p>It is plain Java: it needs no server, no framework and no logging, and starts no threads but those of the run.
 * What can be chosen is in {@link org.genoqc.homogeneity.statistics.TestParameters}, what the input must look like in
 * {@link org.genoqc.homogeneity.counts.CountsReader}, what its faults are in
 * {@link org.genoqc.homogeneity.counts.InvalidInputException}.
 *
 * <p>Beneath it, for those who run many data sets at once as the service does: a data set is cut into probeset batches
 * by a {@link org.genoqc.homogeneity.batch.BatchPlan}, which run on one bounded
 * {@link org.genoqc.homogeneity.batch.BatchExecutor} shared by all data sets, each batch timed, each probeset counted.
 */
@NullMarked
package org.genoqc.homogeneity.batch;

import org.jspecify.annotations.NullMarked;

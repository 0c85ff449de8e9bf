/**
 * The library: tests all probesets of a data set on all cores. The way in is
 * {@link org.genoqc.homogeneity.library.HomogeneityAnalysis}.
 *
 * {@snippet :
 * import java.nio.file.Path;
 * import org.genoqc.homogeneity.library.AnalysisResult;
 * import org.genoqc.homogeneity.library.HomogeneityAnalysis;
 * import org.genoqc.homogeneity.library.ProgressListener;
 *
 * public class Example {
 *     public static void main(String[] args) throws Exception {
 *         AnalysisResult result = HomogeneityAnalysis.withDefaults().withSimulations(1000)
 *                 .withListener(new ProgressListener() {
 *                     public void progressed(long completed, long probesets) {
 *                         System.err.println(completed + " of " + probesets);
 *                     }
 *                 }).run(Path.of(args[0]));
 *         result.stream().filter(row -> row.pValue() < 0.001)
 *                 .forEach(row -> System.out.println(row.probesetId() + " " + row.pValue()));
 *         result.writeTsv(Path.of(args[1]));
 *     }
 * }
 * }
 *
 * <p>A {@link org.genoqc.homogeneity.library.HomogeneityAnalysis} is what is to be done, an
 * {@link org.genoqc.homogeneity.library.Outline} what was read and is about to be run, an
 * {@link org.genoqc.homogeneity.library.AnalysisResult} what was found, a
 * {@link org.genoqc.homogeneity.library.ProbesetRow} one probeset of it,
 * {@link org.genoqc.homogeneity.library.FindingRow} one genotyping batch that is bad in a probeset,
 * {@link org.genoqc.homogeneity.library.GenotypingBatchRow} one genotyping batch over all probesets,
 * {@link org.genoqc.homogeneity.library.ExclusionList} what to take out. {@link org.genoqc.homogeneity.library.ImportedCounts}
 * makes one table of the files of a data set. Which files these are is in {@link org.genoqc.homogeneity.input}, what can be
 * chosen in {@link org.genoqc.homogeneity.parameters}, why an input is not accepted in {@link org.genoqc.homogeneity.fault}.
 *
 * <p>It is plain Java: it needs no server, no framework and no logging, and starts no threads but those of the run.
 */
@NullMarked
package org.genoqc.homogeneity.library;

import org.jspecify.annotations.NullMarked;

package org.genoqc.homogeneity.job.storage;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.genoqc.homogeneity.batch.BatchPlan;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.parameters.TestParameters;

/**
 * Everything that the content of a part depends on. Parts are only taken over where all of it is the same: those of
 * another version of the format, other parameters, or a plan that cuts the probesets otherwise are computed again.
 *
 * @param inputSha256 of the input, in hexadecimal
 * @param batchSize the number of probesets of a probeset batch
 * @param probesets the number of probesets
 * @param order a checksum of which probesets make up which batch
 */
record PartPlan(String inputSha256, TestParameters test, int batchSize, int probesets, int order) {

    /**
     * What is written in a part file, and how: 1 held the ordinals of enums, 2 neither asymptotic p-values of
     * simulated probesets nor intervals, 3 no assessments, 4 component tests of twice as many exceedances, 5 no probesets
     * that are skipped by choice.
     */
    static final int VERSION = 7;

    private static final String PREFIX = "parts-v" + VERSION + " ";

    static PartPlan of(Job job, BatchPlan plan) {
        return new PartPlan(
                job.input().sha256(),
                job.parameters().test(),
                plan.batchSize().size(),
                plan.probesets(),
                checksum(plan));
    }

    private static int checksum(BatchPlan plan) {
        CRC32C checksum = new CRC32C();
        for (int batch = 0; batch < plan.batches(); batch++) {
            int[] probesets = plan.probesets(batch);
            ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * probesets.length);
            bytes.asIntBuffer().put(probesets);
            checksum.update(bytes);
        }
        return (int) checksum.getValue();
    }

    /** As it stands at the head of a part file. */
    String header() {
        return PREFIX
                + String.join(
                        " ",
                        "input=" + inputSha256,
                        "n_simulations=" + test.nSimulations(),
                        "min_expected_count=" + test.minExpectedCount(),
                        "random_seed=" + test.randomSeed(),
                        "streams=" + test.streams().label(),
                        "adaptive=" + test.adaptive(),
                        "exceedances=" + test.exceedances(),
                        "max_simulations=" + test.maxSimulations(),
                        "confirm=" + test.confirm(),
                        "analysis=" + test.analysis().label(),
                        "findings_alpha=" + test.findingsAlpha(),
                        "sex_chromosomes=" + test.sexChromosomes().label(),
                        "batch_size=" + batchSize,
                        "probesets=" + probesets,
                        "order=" + String.format(Locale.ROOT, "%08x", order));
    }

    /** Whether the head of a part file is of this version of the format, of whatever plan. */
    static boolean isOfThisVersion(String header) {
        return header.startsWith(PREFIX);
    }
}

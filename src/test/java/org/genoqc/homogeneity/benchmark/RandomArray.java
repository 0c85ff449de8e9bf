package org.genoqc.homogeneity.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A SNP array of random counts for benchmarks: a spectrum of allele frequencies, some no calls, nothing planted. */
final class RandomArray {

    private static final int SAMPLES = 93;

    private RandomArray() {
    }

    static Path write(Path file, int probesets, int genotypingBatches) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        int[] sizes = random.ints(genotypingBatches, SAMPLES - 3, SAMPLES + 4).toArray();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n");
            for (int probeset = 0; probeset < probesets; probeset++) {
                double frequency = random.nextDouble() < 0.35
                        ? Math.pow(10, random.nextDouble(-6, -2))
                        : 0.01 * Math.pow(50, random.nextDouble());
                double noCall = Math.pow(10, random.nextDouble(-3, -1.7));
                for (int batch = 0; batch < genotypingBatches; batch++) {
                    int[] counts = new int[4];
                    for (int sample = 0; sample < sizes[batch]; sample++) {
                        boolean missing = random.nextDouble() < noCall;
                        int minor = (random.nextDouble() < frequency ? 1 : 0)
                                + (random.nextDouble() < frequency ? 1 : 0);
                        counts[missing ? 3 : minor]++;
                    }
                    out.write("AX-%08d\tb%03d\t".formatted(probeset, batch));
                    out.write(counts[0] + "\t" + counts[1] + "\t" + counts[2] + "\t" + counts[3] + "\n");
                }
            }
        }
        return file;
    }
}

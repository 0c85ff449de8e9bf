package org.genoqc.homogeneity.library;

import java.io.IOException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * An array in which it is known what is bad. Sound pairs of probeset and genotyping batch have genotypes in Hardy-Weinberg
 * proportions of one allele frequency per probeset and missing calls at a rate of the probeset times a quality of the
 * genotyping batch. One pair of each of the first probesets has a fault of a kind and size that go round; in every tenth of
 * the others the bad plate, the last genotyping batch, drifts or lacks calls.
 *
 * @param probesets of which {@code faulty} have a fault of their own
 * @param samples of every genotyping batch
 * @param qualitySpread the standard deviation of the logarithm of the qualities; 0 where all are alike
 */
public record FaultyArray(
        int probesets, int genotypingBatches, int samples, int faulty, double qualitySpread, long seed) {

    /** By how much the frequency of an allele, or the share of missing calls, differs from the rest. */
    static final double[] SIZES = {0.01, 0.02, 0.05, 0.1, 0.2};

    private static final int PROBESETS_PER_FAULT_OF_THE_BAD_PLATE = 10;
    private static final double MAX_NOCALL_RATE = 0.5;

    /** What goes wrong; the size is that of the difference named. */
    enum Fault {
        /** The frequency of B is larger. */
        DRIFT("frequency drift"),
        /** More calls are missing. */
        NO_CALLS("additional no calls"),
        /** A and B are exchanged, in a probeset whose alleles differ by the size in their frequency. */
        SWAPPED("swapped alleles"),
        /** Heterozygotes are called AA, as many as it takes for that difference. */
        COLLAPSED("collapsed heterozygotes"),
        /** Drift or no calls, in the bad plate. */
        BAD_PLATE("the bad plate");

        private final String label;

        Fault(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** A pair with a fault. */
    record Planted(int genotypingBatch, Fault fault, int size) {}

    /**
     * The genotypes that a pair is drawn from.
     *
     * @param frequency of B
     * @param collapse the share of heterozygotes that is called AA
     */
    record Distribution(double frequency, double nocallRate, double collapse) {}

    static String probesetId(int probeset) {
        return "P" + (1_000_000 + probeset);
    }

    public static String batchName(int genotypingBatch) {
        return "plate" + (100 + genotypingBatch);
    }

    public int badPlate() {
        return genotypingBatches - 1;
    }

    /** What is planted in a probeset; null where nothing is. */
    @Nullable
    Planted planted(int probeset) {
        if (probeset < faulty) {
            Fault fault = Fault.values()[probeset % 4];
            return new Planted(probeset / (4 * SIZES.length) % badPlate(), fault, probeset / 4 % SIZES.length);
        }
        int place = probeset - faulty;
        return place % PROBESETS_PER_FAULT_OF_THE_BAD_PLATE == 0
                ? new Planted(
                        badPlate(), Fault.BAD_PLATE, place / PROBESETS_PER_FAULT_OF_THE_BAD_PLATE / 2 % SIZES.length)
                : null;
    }

    /** What the counts of a sound pair are drawn from, but for the quality of the genotyping batch. */
    Distribution sound(int probeset) {
        SplittableRandom random = new SplittableRandom(seed * 31 + probeset);
        double nocallRate = logUniform(random, 0.001, 0.02);
        Planted planted = planted(probeset);
        double frequency = planted == null ? spectrum(random) : frequencyFor(planted, random);
        return new Distribution(frequency, nocallRate, 0);
    }

    /** What the counts of the pair with the fault are drawn from, but for the quality of the genotyping batch. */
    Distribution withFault(int probeset, Planted planted) {
        Distribution sound = sound(probeset);
        double size = SIZES[planted.size()];
        boolean drifts = planted.fault() == Fault.DRIFT
                || planted.fault() == Fault.BAD_PLATE
                        && (probeset - faulty) / PROBESETS_PER_FAULT_OF_THE_BAD_PLATE % 2 == 0;
        if (drifts) {
            return new Distribution(sound.frequency() + size, sound.nocallRate(), 0);
        }
        return switch (planted.fault()) {
            case SWAPPED -> new Distribution(1 - sound.frequency(), sound.nocallRate(), 0);
            case COLLAPSED ->
                new Distribution(
                        sound.frequency(), sound.nocallRate(), size / (sound.frequency() * (1 - sound.frequency())));
            default -> new Distribution(sound.frequency(), sound.nocallRate() + size, 0);
        };
    }

    private static double frequencyFor(Planted planted, SplittableRandom random) {
        double size = SIZES[planted.size()];
        return switch (planted.fault()) {
            case SWAPPED -> (1 - size) / 2;
            case COLLAPSED -> random.nextDouble(0.35, 0.5);
            default -> random.nextDouble(0.1, 0.5);
        };
    }

    /** A third rare, the rest with a density of 1/f. */
    private static double spectrum(SplittableRandom random) {
        return random.nextInt(3) == 0 ? logUniform(random, 1e-5, 0.01) : logUniform(random, 0.01, 0.5);
    }

    private static double logUniform(SplittableRandom random, double from, double to) {
        return Math.exp(random.nextDouble(Math.log(from), Math.log(to)));
    }

    /** Writes the counts as TSV. */
    public void write(Appendable out) throws IOException {
        double[] quality = new double[genotypingBatches];
        SplittableRandom random = new SplittableRandom(seed);
        for (int batch = 0; batch < genotypingBatches; batch++) {
            quality[batch] = Math.exp(random.nextGaussian(0, qualitySpread));
        }
        out.append("probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n");
        for (int probeset = 0; probeset < probesets; probeset++) {
            Distribution sound = sound(probeset);
            Planted planted = planted(probeset);
            for (int batch = 0; batch < genotypingBatches; batch++) {
                Distribution of =
                        planted != null && planted.genotypingBatch() == batch ? withFault(probeset, planted) : sound;
                out.append(probesetId(probeset)).append('\t').append(batchName(batch));
                for (int count : counts(of, quality[batch], random.split())) {
                    out.append('\t').append(Integer.toString(count));
                }
                out.append('\n');
            }
        }
    }

    private int[] counts(Distribution of, double quality, SplittableRandom random) {
        double nocall = Math.min(MAX_NOCALL_RATE, of.nocallRate() * quality);
        double f = of.frequency();
        double heterozygotes = 2 * f * (1 - f);
        double aa = (1 - f) * (1 - f) + of.collapse() * heterozygotes;
        double toAa = nocall + (1 - nocall) * aa;
        double toAb = toAa + (1 - nocall) * (1 - of.collapse()) * heterozygotes;
        int[] counts = new int[4];
        for (int sample = 0; sample < samples; sample++) {
            double place = random.nextDouble();
            counts[place < nocall ? 3 : place < toAa ? 0 : place < toAb ? 1 : 2]++;
        }
        return counts;
    }
}

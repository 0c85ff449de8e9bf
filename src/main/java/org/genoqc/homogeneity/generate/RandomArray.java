package org.genoqc.homogeneity.generate;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.genoqc.homogeneity.parameters.ParameterException;

/**
 * A realistic SNP array: a spectrum of allele frequencies with many rare alleles, genotypes in Hardy-Weinberg
 * proportions, no calls at a rate of the probeset and a quality of the genotyping batch, and in some probesets an
 * effect planted in one genotyping batch. Every row is a function of the seed and its place, so an array of any size
 * takes no memory, and order changes nothing but the order.
 *
 * <p>With several strata each has allele frequencies of its own, and genotyping batches have unequal shares of them: they
 * differ in each probeset for no fault of the array, unless strata are compared within themselves.
 *
 * @param probesets 1 or more
 * @param genotypingBatches 1 or more
 * @param samples of a genotyping batch, plus or minus three; 1 to {@link #MAX_SAMPLES}
 * @param planted the share of probesets with a planted effect, 0 to 1
 * @param strata 1, which is not written, to {@link #MAX_STRATA}
 * @param noCallSpread how much genotyping batches differ in their rates of no calls: the standard deviation of the
 *     logarithm, 0 to 1; where it is above 0, tables of thousands of samples a genotyping batch are hardly ever homogeneous
 * @param seed the same seed gives the same array
 */
public record RandomArray(
        int probesets, int genotypingBatches, int samples, double planted, int strata, double noCallSpread, long seed) {

    /** The size of most plates, less some controls. */
    public static final int DEFAULT_SAMPLES = 93;

    public static final int MAX_SAMPLES = 1_000_000;

    public static final int MAX_STRATA = 26;

    /** As between the plates of a usual array. */
    public static final double DEFAULT_NO_CALL_SPREAD = 0.25;

    private static final String HEADER = "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC";
    private static final String TRUTH_HEADER =
            "probeset_id\tfreq_A\tno_call_rate\teffect\tplanted_batch\tplanted_value\n";
    private static final int SAMPLES_MORE_OR_LESS = 3;
    /** Of a genotyping batch; where there are more, counts are drawn at once. */
    private static final int MAX_DRAWN_ONE_BY_ONE = 1_000;

    /** So that the mean factor is 1 with the usual spread. */
    private static final double MEAN_LOG_NO_CALL_FACTOR = -0.03;

    private static final int ROWS_BETWEEN_CHECKS = 4096;
    /** Separates the streams of genotyping batches from those of probesets. */
    private static final long BATCH_STREAMS = 0x632be59bd9b4e019L;

    private static final long STRATUM_STREAMS = 0x2545f4914f6cdd1dL;
    /** Of the logit of an allele frequency: as between continents, Fst is some 0.1 where both alleles are frequent. */
    private static final double DEVIATION_OF_STRATA = 0.7;

    public RandomArray {
        require(probesets >= 1, "n_probesets", probesets, "1 or more");
        require(genotypingBatches >= 1, "n_genotyping_batches", genotypingBatches, "1 or more");
        require(samples >= 1 && samples <= MAX_SAMPLES, "samples_per_batch", samples, "1 to " + MAX_SAMPLES);
        require(strata >= 1 && strata <= MAX_STRATA, "n_strata", strata, "1 to " + MAX_STRATA);
        require(planted >= 0 && planted <= 1, "planted", planted, "0 to 1");
        require(noCallSpread >= 0 && noCallSpread <= 1, "no_call_spread", noCallSpread, "0 to 1");
    }

    /** One whose genotyping batches differ in their rates of no calls as those of a usual array do. */
    public RandomArray(int probesets, int genotypingBatches, int samples, double planted, int strata, long seed) {
        this(probesets, genotypingBatches, samples, planted, strata, DEFAULT_NO_CALL_SPREAD, seed);
    }

    private static void require(boolean condition, String parameter, Object value, String rule) {
        if (!condition) {
            throw new ParameterException(parameter, value, rule);
        }
    }

    /** Whose rows come together. */
    public enum Order {
        PROBESET,
        BATCH,
        SHUFFLED;

        /** As it is given to the command. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Writes the counts as TSV. */
    public void write(Appendable out, Order order) throws IOException, InterruptedException {
        GenotypingBatch[] batches = batches();
        long rows = (long) probesets * batches.length;
        long step = order == Order.SHUFFLED ? coprimeTo(rows) : 1;
        long place = 0;
        Probeset probeset = probeset(0);
        out.append(HEADER).append(strata > 1 ? "\tstratum\n" : "\n");
        for (long row = 0; row < rows; row++) {
            if (row % ROWS_BETWEEN_CHECKS == 0 && Thread.interrupted()) {
                throw new InterruptedException();
            }
            int index = (int) (order == Order.BATCH ? place % probesets : place / batches.length);
            int batch = (int) (order == Order.BATCH ? place / probesets : place % batches.length);
            if (probeset.index() != index) {
                probeset = probeset(index);
            }
            append(out, probeset, batches[batch]);
            place += step;
            if (place >= rows) {
                place -= rows;
            }
        }
    }

    /** Writes what the counts of each probeset were drawn from, as TSV: frequency of allele A, no-call rate, effect. */
    public void writeTruth(Appendable out) throws IOException {
        out.append(TRUTH_HEADER);
        for (int index = 0; index < probesets; index++) {
            Probeset probeset = probeset(index);
            Effect effect = probeset.effect();
            out.append(probeset.id())
                    .append('\t')
                    .append(Double.toString(probeset.frequency()))
                    .append('\t')
                    .append(Double.toString(probeset.noCallRate()))
                    .append('\t')
                    .append(effect.kind().label)
                    .append('\t')
                    .append(effect.kind() == Effect.Kind.NONE ? "" : name(effect.batch()))
                    .append('\t')
                    .append(effect.kind() == Effect.Kind.NONE ? "" : Double.toString(effect.value()))
                    .append('\n');
        }
    }

    /** What the counts of a probeset are drawn from. */
    private record Probeset(int index, double frequency, double noCallRate, Effect effect, long stream) {

        String id() {
            return "AX-" + (10_000_000L + 7L * index);
        }
    }

    private record Effect(Kind kind, int batch, double value) {

        private enum Kind {
            NONE("none"),
            FREQUENCY_SHIFT("freq_shift"),
            HIGH_NO_CALL("high_nocall");

            private final String label;

            Kind(String label) {
                this.label = label;
            }
        }

        double frequencyIn(int genotypingBatch, double otherwise) {
            return kind == Kind.FREQUENCY_SHIFT && batch == genotypingBatch ? value : otherwise;
        }

        double noCallRateIn(int genotypingBatch, double otherwise) {
            return kind == Kind.HIGH_NO_CALL && batch == genotypingBatch ? value : otherwise;
        }
    }

    /**
     * A genotyping batch, or its samples of one stratum.
     *
     * @param stratum from 0
     * @param noCallFactor by how much calls fail more often than in others
     */
    private record GenotypingBatch(int index, String name, int stratum, int samples, double noCallFactor) {

        private static String nameOf(int stratum) {
            return "s" + (char) ('A' + stratum);
        }
    }

    private static String name(int batch) {
        return (batch < 10 ? "b00" : batch < 100 ? "b0" : "b") + batch;
    }

    private GenotypingBatch[] batches() {
        GenotypingBatch[] batches = new GenotypingBatch[genotypingBatches * strata];
        for (int batch = 0; batch < genotypingBatches; batch++) {
            SplittableRandom random = new SplittableRandom(seed ^ BATCH_STREAMS + batch);
            int more = random.nextInt(-SAMPLES_MORE_OR_LESS, SAMPLES_MORE_OR_LESS + 1);
            int all = Math.max(1, samples + more);
            double noCallFactor = Math.exp(MEAN_LOG_NO_CALL_FACTOR + noCallSpread * random.nextGaussian());
            int[] ofStrata = strata == 1 ? new int[] {all} : divided(all, random);
            for (int stratum = 0; stratum < strata; stratum++) {
                batches[batch * strata + stratum] =
                        new GenotypingBatch(batch, name(batch), stratum, ofStrata[stratum], noCallFactor);
            }
        }
        return batches;
    }

    /** Shares from hardly any to nearly all, so that a genotyping batch may be mostly of one stratum. */
    private int[] divided(int all, SplittableRandom random) {
        double[] weights = random.doubles(strata).map(x -> Math.exp(4 * x)).toArray();
        double sum = Arrays.stream(weights).sum();
        int[] divided = new int[strata];
        double before = 0;
        for (int stratum = 0; stratum < strata; stratum++) {
            double with = before + weights[stratum] / sum * all;
            divided[stratum] = (int) (Math.round(with) - Math.round(before));
            before = with;
        }
        return divided;
    }

    private Probeset probeset(int index) {
        SplittableRandom random = new SplittableRandom(new SplittableRandom(seed).nextLong() + index);
        double minor = minorAlleleFrequency(random);
        double frequency = random.nextBoolean() ? minor : 1 - minor;
        double noCallRate = logUniform(random, 0.001, 0.02);
        Effect effect = effect(random, frequency);
        return new Probeset(index, frequency, noCallRate, effect, random.nextLong());
    }

    /** A third rare, most of these seen in no sample of a usual array; the rest with a density of 1/f up to 0.5. */
    private static double minorAlleleFrequency(SplittableRandom random) {
        if (random.nextDouble() >= 0.35) {
            return logUniform(random, 0.01, 0.5);
        }
        return random.nextDouble() < 0.6 ? logUniform(random, 1e-6, 2.5e-4) : logUniform(random, 5e-4, 0.01);
    }

    private Effect effect(SplittableRandom random, double frequency) {
        if (random.nextDouble() >= planted) {
            return new Effect(Effect.Kind.NONE, -1, Double.NaN);
        }
        int batch = random.nextInt(genotypingBatches);
        if (random.nextBoolean()) {
            double shift = random.nextDouble(0.1, 0.35);
            return new Effect(
                    Effect.Kind.FREQUENCY_SHIFT, batch, frequency < 0.5 ? frequency + shift : frequency - shift);
        }
        return new Effect(Effect.Kind.HIGH_NO_CALL, batch, random.nextDouble(0.08, 0.4));
    }

    private static double logUniform(SplittableRandom random, double from, double to) {
        return Math.exp(random.nextDouble(Math.log(from), Math.log(to)));
    }

    private double frequencyIn(Probeset probeset, int stratum) {
        if (strata == 1) {
            return probeset.frequency();
        }
        double odds = probeset.frequency() / (1 - probeset.frequency());
        double deviation = new SplittableRandom(probeset.stream() ^ STRATUM_STREAMS + stratum).nextGaussian();
        double changed = odds * Math.exp(DEVIATION_OF_STRATA * deviation);
        return changed / (1 + changed);
    }

    private void append(Appendable out, Probeset probeset, GenotypingBatch batch) throws IOException {
        double frequency = probeset.effect().frequencyIn(batch.index(), frequencyIn(probeset, batch.stratum()));
        double noCall = probeset.effect()
                .noCallRateIn(batch.index(), Math.min(0.5, probeset.noCallRate() * batch.noCallFactor()));
        SplittableRandom random =
                new SplittableRandom(probeset.stream() + batch.index() + (long) batch.stratum() * genotypingBatches);
        int[] counts = batch.samples() > MAX_DRAWN_ONE_BY_ONE
                ? countsAtOnce(random, batch.samples(), frequency, noCall)
                : countsOneByOne(random, batch.samples(), frequency, noCall);
        out.append(probeset.id()).append('\t').append(batch.name());
        for (int count : counts) {
            out.append('\t').append(Integer.toString(count));
        }
        if (strata > 1) {
            out.append('\t').append(GenotypingBatch.nameOf(batch.stratum()));
        }
        out.append('\n');
    }

    /** AA, AB, BB and NC. */
    private static int[] countsOneByOne(SplittableRandom random, int samples, double frequency, double noCall) {
        double aa = noCall + (1 - noCall) * frequency * frequency;
        double ab = aa + (1 - noCall) * 2 * frequency * (1 - frequency);
        int[] counts = new int[4];
        for (int sample = 0; sample < samples; sample++) {
            double place = random.nextDouble();
            counts[place < noCall ? 3 : place < aa ? 0 : place < ab ? 1 : 2]++;
        }
        return counts;
    }

    /** The same distribution, at a cost that hardly grows with the samples. */
    private static int[] countsAtOnce(SplittableRandom random, int samples, double frequency, double noCall) {
        int nc = Successes.draw(random, samples, noCall);
        int aa = Successes.draw(random, samples - nc, frequency * frequency);
        // 2 f (1 - f) of what is left, 1 - f^2
        int ab = Successes.draw(random, samples - nc - aa, 2 * frequency / (1 + frequency));
        return new int[] {aa, ab, samples - nc - aa - ab, nc};
    }

    /** A step that visits each of n places once in n steps, far from the one before. */
    private static long coprimeTo(long n) {
        long step = Math.max(1, (long) (n * 0.6180339887498949));
        while (!BigInteger.valueOf(step).gcd(BigInteger.valueOf(n)).equals(BigInteger.ONE)) {
            step++;
        }
        return step;
    }
}

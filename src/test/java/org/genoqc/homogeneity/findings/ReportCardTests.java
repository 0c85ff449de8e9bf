package org.genoqc.homogeneity.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.counts.StratumCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCardTests {

    private static final int BATCHES = 7;
    private static final List<String> NAMES = List.of("p1", "p2", "p3", "p4", "p5", "p6", "p7");
    private static final ComponentResult NONE = ComponentResult.SKIPPED;

    /** A probeset's counts by genotyping batch, and what was found of it. */
    private record Made(List<GenotypeCounts> counts, ProbesetAssessment assessment, double pValue) {

        void addTo(ReportCardBuilder builder) {
            GenotypeCounts all = sum(counts);
            for (int batch = 0; batch < counts.size(); batch++) {
                builder.addCounts(batch, counts.get(batch), all.minus(counts.get(batch)));
            }
            builder.addAssessment(assessment, pValue);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderAndThePartsMakeNoDifference(long seed) throws IOException {
        Random random = new Random(seed);
        List<Made> probesets = probesets(random, 300);
        String inOrder = tsv(card(probesets));
        Collections.shuffle(probesets, random);
        List<ReportCardBuilder> parts = new ArrayList<>(IntStream.range(0, 5)
                .mapToObj(part -> new ReportCardBuilder(BATCHES, 5))
                .toList());
        probesets.forEach(made -> made.addTo(parts.get(random.nextInt(parts.size()))));
        while (parts.size() > 1) {
            ReportCardBuilder taken = parts.remove(random.nextInt(parts.size()));
            parts.get(random.nextInt(parts.size())).merge(taken);
        }
        assertThat(tsv(parts.getFirst().build(NAMES))).isEqualTo(inOrder);
    }

    @Test
    void meansAndMediansAreThoseOfTheStatistics() {
        List<Made> probesets = probesets(new Random(9), 500);
        for (ReportCard.Grade grade : card(probesets).batches()) {
            int batch = NAMES.indexOf(grade.name());
            double[] all = probesets.stream()
                    .mapToDouble(made -> pearson(alleles(made.counts.get(batch)), alleles(rest(made, batch))))
                    .toArray();
            double[] standard = probesets.stream()
                    .filter(made -> smallestExpected(alleles(made.counts.get(batch)), alleles(rest(made, batch))) >= 5)
                    .mapToDouble(made -> pearson(alleles(made.counts.get(batch)), alleles(rest(made, batch))))
                    .sorted()
                    .toArray();
            assertThat(grade.calls().tests()).isEqualTo(500);
            assertThat(grade.calls().meanChiSquared())
                    .isCloseTo(Arrays.stream(all).average().orElseThrow(), within(1e-6));
            assertThat(grade.calls().standardTests()).isEqualTo(standard.length).isBetween(100L, 499L);
            double median = (standard[(standard.length - 1) / 2] + standard[standard.length / 2]) / 2;
            assertThat(grade.calls().lambda()).isCloseTo(median / 0.45493642311957283, within(median * 2.2e-3));
        }
    }

    /** {@code chisq.test(matrix(c(2*30+40, 2*30+40, 150, 250), 2), correct = FALSE)} of R 4.2.2: the statistic. */
    @Test
    void theStatisticIsThatOfAlleles() {
        ReportCardBuilder builder = new ReportCardBuilder(2, 5);
        builder.addCounts(0, new GenotypeCounts(30, 40, 30, 5), new GenotypeCounts(30, 90, 80, 0));
        builder.addCounts(1, new GenotypeCounts(30, 90, 80, 0), new GenotypeCounts(30, 40, 30, 5));
        ReportCard.Grade first = builder.build(List.of("a", "b")).batches().getFirst();
        assertThat(first.calls().meanChiSquared()).isCloseTo(8.57142857143, within(1e-6));
        assertThat(first.nocalls().meanChiSquared()).isCloseTo(9.68253968254, within(1e-6));
        assertThat(first.samples()).isEqualTo(105);
        assertThat(first.tested()).isEqualTo(1);
        assertThat(first.callRate()).isEqualTo(100 / 105.0);
        // of two batches each is the rest of the other
        assertThat(first.calls().lambda()).isCloseTo(first.calls().meanChiSquared() / 0.4549364, within(0.05));
        // 105 samples, 5 / 305 missing: fewer than five expected
        assertThat(first.nocalls().standardTests()).isZero();
        assertThat(first.nocalls().lambda()).isNaN();
    }

    @Test
    void findingsAndWorstBatchesAreCounted() {
        ReportCardBuilder builder = new ReportCardBuilder(3, 5);
        builder.addAssessment(assessment(1, 0.2, finding(1, FindingKind.CALLS, FindingKind.SWAPPED_ALLELES)), 1e-9);
        builder.addAssessment(
                assessment(1, 0.01, finding(0, FindingKind.NOCALLS), finding(1, FindingKind.CALLS)), 0.01);
        builder.addAssessment(assessment(1, Double.NaN), 0.049);
        builder.addAssessment(assessment(2, Double.NaN), 0.05);
        builder.addAssessment(assessment(ProbesetAssessment.NO_BATCH, Double.NaN), Double.NaN);
        ReportCard card = builder.build(List.of("x", "y", "z"));
        assertThat(card.probesets()).isEqualTo(5);
        assertThat(card.significant()).isEqualTo(3);
        assertThat(card.testedPairs()).isZero();
        assertThat(card.batches()).extracting(ReportCard.Grade::name).containsExactly("y", "x", "z");
        ReportCard.Grade worst = card.batches().getFirst();
        assertThat(worst.findings()).isEqualTo(2);
        assertThat(worst.kinds())
                .containsEntry(FindingKind.CALLS, 2L)
                .containsEntry(FindingKind.SWAPPED_ALLELES, 1L)
                .containsEntry(FindingKind.NOCALLS, 0L);
        assertThat(worst.worstOf()).isEqualTo(3);
        assertThat(worst.significantOnlyWithIt()).isEqualTo(1);
        assertThat(worst.callRate()).isNaN();
        assertThat(card.batches().getLast().worstOf()).isZero();
    }

    @Test
    void oneBatchHasNothingToCompareWith() throws IOException {
        ReportCardBuilder builder = new ReportCardBuilder(1, 5);
        builder.addCounts(0, new GenotypeCounts(1, 2, 3, 4), new GenotypeCounts(0, 0, 0, 0));
        assertThat(tsv(builder.build(List.of("only"))).lines().toList().get(1))
                .isEqualTo("only\t10\t0.6\t0\tNaN\tNaN\t0\t0\tNaN\tNaN\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0");
    }

    @Test
    void countsOfAnySizeAreAddedUp() {
        ReportCardBuilder builder = new ReportCardBuilder(2, 5);
        GenotypeCounts huge = new GenotypeCounts(1L << 53, 0, 0, 1L << 53);
        GenotypeCounts other = new GenotypeCounts(0, 0, 1L << 53, 0);
        for (int i = 0; i < 2000; i++) {
            builder.addCounts(0, huge, other);
        }
        ReportCard.Grade grade = builder.build(List.of("a", "b")).batches().getFirst();
        assertThat(grade.callRate()).isEqualTo(0.5);
        assertThat(grade.calls().meanChiSquared()).isEqualTo(0x1p38);
        assertThat(grade.calls().lambda()).isCloseTo(2251, within(1.0));
    }

    @ParameterizedTest
    @CsvSource({"128, 9", "1000, 6", "100000, 0"})
    void aMedianIsWithinHalfABin(int batches, int bits) {
        Random random = new Random(batches);
        MedianHistogram histogram = new MedianHistogram(bits);
        double[] numbers =
                random.doubles(10_001).map(x -> Math.pow(2, 18 * x - 7)).toArray();
        Arrays.stream(numbers).forEach(histogram::add);
        Arrays.sort(numbers);
        assertThat(histogram.median()).isCloseTo(numbers[5000], within(numbers[5000] / (2 << bits)));
        assertThat(ReportCardBuilder.bytes(batches)).isEqualTo(batches * 2L * 16 * 4 << bits);
    }

    @Test
    void numbersOutsideOfTheRangeCount() {
        MedianHistogram histogram = new MedianHistogram(9);
        assertThat(histogram.median()).isNaN();
        histogram.add(0);
        histogram.add(1e-300);
        histogram.add(3);
        assertThat(histogram.median()).isZero();
        histogram.add(1e300);
        histogram.add(1e9);
        histogram.add(1e9);
        assertThat(histogram.median()).isCloseTo((3 + 1024) / 2.0, within(0.01));
    }

    @Test
    void cardsOfDifferentDataAreNotMerged() {
        assertThatThrownBy(() -> new ReportCardBuilder(2, 5).merge(new ReportCardBuilder(3, 5)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ReportCard card(List<Made> probesets) {
        ReportCardBuilder builder = new ReportCardBuilder(BATCHES, 5);
        probesets.forEach(made -> made.addTo(builder));
        return builder.build(NAMES);
    }

    private static String tsv(ReportCard card) throws IOException {
        StringBuilder out = new StringBuilder();
        ReportCardWriter.write(card, out);
        return out.toString();
    }

    private static List<Made> probesets(Random random, int number) {
        List<Made> made = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            double b = Math.max(0.01, random.nextDouble() / 2);
            List<GenotypeCounts> counts = IntStream.range(0, BATCHES)
                    .mapToObj(batch -> batch(random, 40 + 10 * batch, b))
                    .toList();
            List<Finding> findings = IntStream.range(0, BATCHES)
                    .filter(batch -> random.nextInt(10) == 0)
                    .mapToObj(batch -> finding(batch, FindingKind.values()[random.nextInt(4)]))
                    .toList();
            double withoutWorst = random.nextDouble() / 10;
            ProbesetAssessment assessment =
                    assessment(random.nextInt(-1, BATCHES), withoutWorst, findings.toArray(Finding[]::new));
            made.add(new Made(counts, assessment, random.nextDouble() / 10));
        }
        return made;
    }

    private static GenotypeCounts batch(Random random, int samples, double b) {
        long[] counts = new long[4];
        // one of each allele at least, so that every batch can be compared
        counts[1]++;
        for (int i = 1; i < samples; i++) {
            int alleles = (random.nextDouble() < b ? 1 : 0) + (random.nextDouble() < b ? 1 : 0);
            counts[random.nextInt(20) == 0 ? 3 : alleles]++;
        }
        return new GenotypeCounts(counts[0], counts[1], counts[2], counts[3]);
    }

    private static Finding finding(int batch, FindingKind first, FindingKind... others) {
        Set<FindingKind> kinds = EnumSet.of(first, others);
        GenotypeCounts some = new GenotypeCounts(1, 2, 3, 4);
        return new Finding(0, batch, StratumCounts.NONE, some, some, -20, 0, kinds);
    }

    private static ProbesetAssessment assessment(int worst, double without, Finding... findings) {
        return new ProbesetAssessment(NONE, NONE, 1, 0.5, 0, 0, 0, worst, without, List.of(findings));
    }

    private static GenotypeCounts sum(List<GenotypeCounts> counts) {
        return counts.stream()
                .reduce(
                        new GenotypeCounts(0, 0, 0, 0),
                        (a, b) ->
                                new GenotypeCounts(a.aa() + b.aa(), a.ab() + b.ab(), a.bb() + b.bb(), a.nc() + b.nc()));
    }

    private static GenotypeCounts rest(Made made, int batch) {
        return sum(made.counts).minus(made.counts.get(batch));
    }

    private static double[] alleles(GenotypeCounts counts) {
        return new double[] {2.0 * counts.aa() + counts.ab(), 2.0 * counts.bb() + counts.ab()};
    }

    /** The sum of (observed - expected)^2 / expected over the four cells. */
    private static double pearson(double[] batch, double[] rest) {
        double chiSquared = 0;
        for (int allele = 0; allele < 2; allele++) {
            double e = expected(batch, rest, allele);
            double f = expected(rest, batch, allele);
            chiSquared += (batch[allele] - e) * (batch[allele] - e) / e + (rest[allele] - f) * (rest[allele] - f) / f;
        }
        return chiSquared;
    }

    private static double smallestExpected(double[] batch, double[] rest) {
        return IntStream.range(0, 2)
                .mapToDouble(allele -> Math.min(expected(batch, rest, allele), expected(rest, batch, allele)))
                .min()
                .orElseThrow();
    }

    private static double expected(double[] row, double[] other, int allele) {
        double total = row[0] + row[1] + other[0] + other[1];
        return (row[0] + row[1]) * (row[allele] + other[allele]) / total;
    }
}

package org.genoqc.homogeneity.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.genoqc.homogeneity.counts.StratumCounts;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.junit.jupiter.api.Test;

class ProbesetFindingsTests {

    private static final double ALPHA = 1e-4;

    private static ProbesetFindings of(long... counts) {
        int[] batches = IntStream.range(100, 100 + counts.length / 4).toArray();
        return ProbesetFindings.of(
                7, List.of(StratumCounts.of(StratumCounts.NONE, ContingencyTable.of(4, counts), batches)), ALPHA);
    }

    @Test
    void aLikeBatchIsNoFinding() {
        ProbesetFindings found = of(50, 35, 6, 1, 52, 33, 7, 0, 49, 36, 6, 1);
        assertThat(found.findings()).isEmpty();
        assertThat(found.callRate()).isCloseTo(274.0 / 276, within(1e-15));
        assertThat(found.maf()).isCloseTo((104 + 38) / 548.0, within(1e-15));
    }

    @Test
    void additionalMissingCallsAreFound() {
        Finding finding = only(of(50, 35, 6, 1, 40, 25, 4, 23, 49, 36, 6, 1));
        assertThat(finding.kinds()).isEqualTo(Set.of(FindingKind.NOCALLS));
        assertThat(finding.probeset()).isEqualTo(7);
        assertThat(finding.genotypingBatch()).isEqualTo(101);
        assertThat(finding.batch()).isEqualTo(new GenotypeCounts(40, 25, 4, 23));
        assertThat(finding.rest()).isEqualTo(new GenotypeCounts(99, 71, 12, 2));
        // R: fisher.test(rbind(c(69, 23), c(182, 2)))$p.value and fisher.test(rbind(c(40, 25, 4), c(99, 71,
        // 12)))$p.value
        assertThat(Math.exp(finding.lnPValueNocalls()))
                .isCloseTo(2.20513130062057e-10, Percentage.withPercentage(1e-8));
        assertThat(Math.exp(finding.lnPValueCalls())).isCloseTo(0.898680861650434, Percentage.withPercentage(1e-8));
    }

    private static ProbesetFindings besideTwentyOthers(long... bad) {
        long[] counts = Arrays.copyOf(bad, 21 * 4);
        for (int row = 1; row <= 20; row++) {
            System.arraycopy(new long[] {55, 31, 5, 1}, 0, counts, row * 4, 4);
        }
        return of(counts);
    }

    private static Finding only(ProbesetFindings found) {
        assertThat(found.findings()).hasSize(1);
        Finding finding = found.findings().getFirst();
        assertThat(found.worstBatch()).isEqualTo(finding.genotypingBatch());
        return finding;
    }

    @Test
    void swappedAllelesAreFound() {
        assertThat(only(besideTwentyOthers(5, 31, 56, 0)).kinds())
                .isEqualTo(Set.of(FindingKind.CALLS, FindingKind.SWAPPED_ALLELES));
    }

    @Test
    void aShiftThatFitsInNeitherWayIsNoSwap() {
        assertThat(only(besideTwentyOthers(22, 45, 25, 0)).kinds()).isEqualTo(Set.of(FindingKind.CALLS));
    }

    /** Exchanging AA and BB does not bring the heterozygotes back. */
    @Test
    void aCollapsedClusterIsFound() {
        assertThat(only(besideTwentyOthers(92, 0, 0, 0)).kinds())
                .isEqualTo(Set.of(FindingKind.CALLS, FindingKind.COLLAPSED_CLUSTER));
    }

    @Test
    void aBatchOfOneGenotypeAsTheRestIsNoFinding() {
        assertThat(of(92, 0, 0, 0, 900, 0, 0, 0, 91, 0, 0, 1).findings()).isEmpty();
    }

    @Test
    void theWorstIsTheFirstOfThoseWithTheLargestChiSquared() {
        assertThat(of(20, 10, 10, 0, 2, 18, 20, 0, 20, 10, 10, 0, 2, 18, 20, 0, 20, 10, 10, 0)
                        .worstBatch())
                .isEqualTo(101);
    }

    /** B alleles: 30 of 60 against 30 + 2 * 15 of 120 + 0; missing: 0 of 30 against 10 of 70. */
    @Test
    void theLargestDifferencesAreThoseOfAnyBatch() {
        ProbesetFindings found = of(10, 10, 10, 0, 20, 10, 0, 10, 20, 10, 0, 0);
        assertThat(found.largestFrequencyDifference()).isCloseTo(30 / 60.0 - 20 / 120.0, within(1e-15));
        assertThat(found.largestNocallDifference()).isCloseTo(10 / 40.0 - 0 / 60.0, within(1e-15));
    }

    @Test
    void noSamplesNoBatchesOrOneBatchGiveNoFindings() {
        for (ProbesetFindings nothing : new ProbesetFindings[] {of(), of(0, 0, 0, 0), of(0, 0, 0, 0, 0, 0, 0, 0)}) {
            assertThat(nothing.findings()).isEmpty();
            assertThat(nothing.worstBatch()).isEqualTo(ProbesetAssessment.NO_BATCH);
            assertThat(nothing.callRate()).isNaN();
            assertThat(nothing.maf()).isNaN();
            assertThat(nothing.cramersV()).isNaN();
            assertThat(nothing.largestFrequencyDifference()).isNaN();
            assertThat(nothing.largestNocallDifference()).isNaN();
        }
        ProbesetFindings one = of(50, 35, 6, 1, 0, 0, 0, 0);
        assertThat(one.findings()).isEmpty();
        assertThat(one.worstBatch()).isEqualTo(ProbesetAssessment.NO_BATCH);
        assertThat(one.callRate()).isCloseTo(91 / 92.0, within(1e-15));
        assertThat(one.largestFrequencyDifference()).isNaN();
        assertThat(one.cramersV()).isNaN();
    }

    @Test
    void withoutAnyCallThereAreNoFrequencies() {
        ProbesetFindings found = of(0, 0, 0, 92, 0, 0, 0, 90);
        assertThat(found.findings()).isEmpty();
        assertThat(found.callRate()).isZero();
        assertThat(found.maf()).isNaN();
        assertThat(found.largestFrequencyDifference()).isNaN();
        assertThat(found.largestNocallDifference()).isZero();
    }

    @Test
    void aBatchWithoutAnyCallIsFound() {
        Finding finding = only(besideTwentyOthers(0, 0, 0, 92));
        assertThat(finding.genotypingBatch()).isEqualTo(100);
        assertThat(finding.kinds()).isEqualTo(Set.of(FindingKind.NOCALLS));
        assertThat(finding.lnPValueCalls()).isZero();
    }

    @Test
    void countsTooLargeForTheExactTestAreTestedByChiSquared() {
        long most = ContingencyTable.MAX_COUNT;
        ProbesetFindings found = of(most, most / 2, most, 0, most, most, most, 0, most, most, most, most);
        assertThat(found.findings()).hasSize(3);
        assertThat(found.findings()).allSatisfy(finding -> {
            assertThat(finding.lnPValueCalls()).isNegative().isFinite();
            assertThat(finding.lnPValueNocalls()).isNegative().isFinite();
        });
    }

    /** {@link ContingencyTable#chiSquared} is compared with arithmetic of 80 digits elsewhere. */
    @Test
    void chiSquaredAgainstTheRestIsPearsons() {
        SplittableRandom random = new SplittableRandom(20270118);
        for (int i = 0; i < 20_000; i++) {
            long bound = 1L << random.nextInt(1, 52);
            GenotypeCounts batch = new GenotypeCounts(
                    random.nextLong(bound), random.nextLong(bound), random.nextLong(bound), random.nextLong(3));
            GenotypeCounts rest = new GenotypeCounts(
                    random.nextLong(bound), random.nextLong(bound), random.nextLong(bound), random.nextLong(3));
            BatchAgainstRest pair = new BatchAgainstRest(batch, rest);
            assertPearson(
                    pair.chiSquaredCalls(), 3, batch.aa(), batch.ab(), batch.bb(), rest.aa(), rest.ab(), rest.bb());
            assertPearson(pair.chiSquaredNocalls(), 2, batch.called(), batch.nc(), rest.called(), rest.nc());
            assertPearson(
                    pair.chiSquared(),
                    4,
                    batch.aa(),
                    batch.ab(),
                    batch.bb(),
                    batch.nc(),
                    rest.aa(),
                    rest.ab(),
                    rest.bb(),
                    rest.nc());
        }
    }

    private static void assertPearson(double actual, int columns, long... counts) {
        ContingencyTable table = ContingencyTable.of(columns, counts).withoutEmptyRowsAndColumns();
        double expected = table.degreesOfFreedom() == 0 ? 0 : table.chiSquared();
        assertThat(actual).isCloseTo(expected, within(1e-13 * expected));
    }

    /**
     * By hand: chi-squared of 20 10 0 / 10 10 10 is 2 (25/15 + 0 + 25/5) = 40/3, over N = 60 it is 2/9, less 2/59 for chance;
     * of rows 2 - 1/59 are left, of columns 3 - 4/59.
     */
    @Test
    void cramersVIsCorrectedForBias() {
        assertThat(CramersV.of(ContingencyTable.of(3, 20, 10, 0, 10, 10, 10)))
                .isCloseTo(Math.sqrt((2 / 9.0 - 2 / 59.0) / (1 - 1 / 59.0)), within(1e-14));
        assertThat(CramersV.of(ContingencyTable.of(3, 10, 10, 10, 10, 10, 10))).isZero();
        assertThat(CramersV.of(ContingencyTable.of(3, 1, 0, 0, 0, 1, 0))).isNaN();
        assertThat(CramersV.of(ContingencyTable.of(3, 500, 0, 0, 0, 500, 0))).isCloseTo(1, within(1e-12));
    }
}

package org.genoqc.homogeneity.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both ways to draw the labels of permutations. */
class LabelSourceTests {

    /** 300,000 samples. */
    private static final ContingencyTable LARGE =
            ContingencyTable.of(4, 90_000, 9_000, 900, 100, 89_000, 10_000, 980, 20, 85_000, 13_500, 1_450, 50);

    enum Source {
        KEPT((counts, rowTotals) -> new KeptLabels(
                counts,
                new PermutationCache(NamedGenerators.ofRowTotals(42, rowTotals), rowTotals, 0),
                places(rowTotals))),
        DRAWN(Simulations::drawn);

        private final BiFunction<LaneCounts, RowTotals, LabelSource> make;

        Source(BiFunction<LaneCounts, RowTotals, LabelSource> make) {
            this.make = make;
        }

        private static int places(RowTotals rowTotals) {
            return Math.toIntExact(rowTotals.total());
        }
    }

    /** Row counts after some places do not depend on the stops before, nor on how far the permutations are drawn. */
    @ParameterizedTest
    @EnumSource
    void prefixesDoNotDependOnTheStopsOnTheWay(Source source) {
        RowTotals rowTotals = RowTotals.of(ContingencyTable.of(2, 30, 31, 3, 2, 40, 7));
        LaneCounts atOnce = new LaneCounts(rowTotals);
        LabelSource one = source.make.apply(atOnce, rowTotals);
        one.begin(3, 100);
        one.advanceTo(57);
        LaneCounts inSteps = new LaneCounts(rowTotals);
        LabelSource other = source.make.apply(inSteps, rowTotals);
        other.begin(3, 100);
        for (int place : new int[] {1, 2, 3, 5, 8, 8, 40, 56, 57}) {
            other.advanceTo(place);
        }
        assertThat(Arrays.deepEquals(inSteps.counts, atOnce.counts)).isTrue();
        other.advanceTo(58);
        float[] lane = new float[inSteps.rows()];
        for (int row = 0; row < lane.length; row++) {
            lane[row] = inSteps.counts[row][0] - atOnce.counts[row][0];
        }
        assertThat(lane).containsOnlyOnce(1).containsOnly(0, 1);
    }

    /** Whether they are weighed one by one, where few are taken of many rows, or all at once. */
    @ParameterizedTest
    @EnumSource
    void labelsAreWeighedAsTheyAreTaken(Source source) {
        RowTotals rowTotals = RowTotals.of(
                ContingencyTable.of(2, 30, 31, 3, 2, 40, 7, 9, 1, 8, 8, 12, 4, 1, 1, 20, 20, 17, 3, 5, 5, 11, 2, 6, 6));
        LaneCounts taken = new LaneCounts(rowTotals);
        LabelSource labels = source.make.apply(taken, rowTotals);
        for (int block = 0; block < 2; block++) {
            taken.clear();
            labels.begin(block, 100);
            for (int place : new int[] {1, 3, 3, 5, 60, 61, 63, 90}) {
                labels.advanceTo(place);
                for (int lane = 0; lane < 100; lane++) {
                    double squares = 0;
                    for (int row = 0; row < taken.rows(); row++) {
                        double count = taken.counts[row][lane];
                        double total = rowTotals.ascending()[row];
                        assertThat((double) taken.weighted[row][lane]).isCloseTo(count / total, within(1e-6));
                        squares += count * count / total;
                    }
                    assertThat(taken.squares[lane]).isCloseTo(squares, within(1e-12 * squares));
                }
            }
        }
    }

    /** Kept from the second time on, and longer when more is asked for. */
    @Test
    void keptPermutationsAreThoseDrawn() {
        RowTotals rowTotals = RowTotals.of(ContingencyTable.of(2, 30, 31, 3, 2, 40, 7));
        PermutationCache keeping = new PermutationCache(NamedGenerators.ofRowTotals(42, rowTotals), rowTotals, 4);
        PermutationCache drawing = new PermutationCache(NamedGenerators.ofRowTotals(42, rowTotals), rowTotals, 0);
        assertThat(keeping.kept(3, 100, 20)).isNull();
        for (int places : new int[] {20, 20, 57, 113, 57}) {
            assertThat(drawing.kept(3, 100, places)).isNull();
            assertThat(keeping.kept(3, 100, places)).isNotNull();
            LaneCounts drawn = new LaneCounts(rowTotals);
            LaneCounts kept = new LaneCounts(rowTotals);
            count(new KeptLabels(drawn, drawing, places), places);
            count(new KeptLabels(kept, keeping, places), places);
            assertThat(Arrays.deepEquals(kept.counts, drawn.counts)).isTrue();
        }
        assertThat(keeping.kept(3, 100, 113)).isSameAs(keeping.kept(3, 100, 1));
    }

    private static void count(LabelSource labels, int places) {
        labels.begin(3, 100);
        labels.advanceTo(places);
    }

    /** |z| &lt; 4.5 for 145 tables fails by chance with probability 1e-3; the seed is fixed, so always or never. */
    @ParameterizedTest
    @EnumSource
    void agreesWithCompleteEnumeration(Source source) {
        int simulations = 50_000;
        assertThat(Simulations.unlikeEnumeration(
                        "small_exact",
                        simulations,
                        (id, table) -> Simulations.exceedances(table, simulations, source.make)))
                .isEmpty();
    }

    /** A table of 300,000 samples, simulated by drawing one label after another and by hypergeometric draws. */
    @Test
    void largeTablesAgreeWithSequentialSampling() {
        int simulations = 4_000;
        ContingencyTable table =
                ContingencyTable.of(4, 90_000, 9_000, 40, 8, 89_000, 9_100, 35, 3, 88_500, 9_200, 28, 1);
        RowTotals rowTotals = RowTotals.of(table);
        assertThat(PermutationTest.serves(table, rowTotals)).isTrue();
        double permuted = Simulations.exceedances(
                Simulations.permutationTest(
                        new SharedPermutations(rowTotals, 0, 42, simulations, 0, 0), List.of(table)),
                simulations)[0];
        double sequential =
                Simulations.exceedances(SingleTableTest.of(table, 42, SequentialSampler::new), simulations)[0];
        double p = (permuted + sequential) / (2 * simulations);
        assertThat(p).isBetween(0.001, 0.999);
        assertThat(Math.abs(permuted - sequential) / simulations)
                .isLessThan(4.5 * Math.sqrt(2 * p * (1 - p) / simulations));
    }

    /** Statistics of permutations in single precision, decided as their tables in exact arithmetic. */
    @Test
    void everyDecisionOnLargeTablesIsExact() {
        RowTotals rowTotals = RowTotals.of(LARGE);
        LaneCounts counts = new LaneCounts(rowTotals);
        LabelSource labels = Simulations.drawn(counts, rowTotals);
        ContingencyTable observed = simulated(labels, counts, rowTotals, 7);
        Exceedance exceedance = new Exceedance(observed);
        int expected = 0;
        for (int lane = 0; lane < LaneCounts.LANES; lane++) {
            expected += exceedance.isReachedBy(
                            simulated(labels, counts, rowTotals, lane).counts())
                    ? 1
                    : 0;
        }
        assertThat(Simulations.exceedances(observed, LaneCounts.LANES, Simulations::drawn))
                .isEqualTo(expected)
                .isBetween(1, LaneCounts.LANES);
    }

    /** The table of a lane of block 0, its columns as long as those of LARGE. */
    private static ContingencyTable simulated(LabelSource labels, LaneCounts counts, RowTotals rowTotals, int lane) {
        int[] ends = {170, 3_500, 36_000};
        int rows = rowTotals.rows();
        long[] table = new long[rows * 4];
        float[] before = new float[rows];
        counts.clear();
        labels.begin(0, LaneCounts.LANES);
        for (int column = 0; column < 3; column++) {
            labels.advanceTo(ends[column]);
            for (int row = 0; row < rows; row++) {
                table[row * 4 + column] = (long) (counts.counts[row][lane] - before[row]);
                before[row] = counts.counts[row][lane];
            }
        }
        for (int row = 0; row < rows; row++) {
            table[row * 4 + 3] = rowTotals.ascending()[row] - (long) before[row];
        }
        return ContingencyTable.of(4, table);
    }
}

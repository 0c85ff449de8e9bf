package org.genoqc.homogeneity.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Monte Carlo tests of tables of several strata, with the same row totals in each of these, by the same permutations.
 * Simulated table k of a probeset is one of each stratum, by permutation k of that stratum; see {@link PermutationTest},
 * which the strata are evaluated like, one after the other. Where the sum over the strata is too close to the observed one to
 * call, the strata are walked once more for the tables themselves.
 */
public final class StratifiedPermutationTest implements TableSimulation {

    /** What a table takes beside that of {@link PermutationTest}. */
    public static final long BYTES_PER_TABLE = (long) BLOCK * Double.BYTES;

    private final List<SharedPermutations> permutations;
    private final List<StratifiedExceedance> exceedances;
    private final List<List<EqualMargins>> margins;

    /**
     * @param permutations those of each stratum
     * @param observed the tables, numbered in this order
     */
    public StratifiedPermutationTest(List<SharedPermutations> permutations, List<ObservedStrata> observed) {
        this.permutations = List.copyOf(permutations);
        this.exceedances = observed.stream().map(ObservedStrata::exceedance).toList();
        List<List<EqualMargins>> ofStrata = new ArrayList<>();
        for (int i = 0; i < permutations.size(); i++) {
            int stratum = i;
            ofStrata.add(EqualMargins.of(
                    permutations.get(stratum).rowTotals(),
                    observed.stream().map(strata -> strata.table(stratum)).toList()));
        }
        this.margins = List.copyOf(ofStrata);
    }

    @Override
    public int tables() {
        return exceedances.size();
    }

    @Override
    public Evaluator evaluator() {
        List<Stratum> strata = new ArrayList<>();
        for (int stratum = 0; stratum < permutations.size(); stratum++) {
            strata.add(new Stratum(permutations.get(stratum), margins.get(stratum)));
        }
        return new Sums(strata, exceedances);
    }

    /** One stratum of all tables. */
    private static final class Stratum {

        private final double samples;
        private final LaneCounts counts;
        private final BlockEvaluation evaluation;
        private final LabelSource labels;

        Stratum(SharedPermutations permutations, List<EqualMargins> margins) {
            this.samples = permutations.rowTotals().total();
            this.counts = new LaneCounts(permutations.rowTotals());
            this.evaluation = new BlockEvaluation(counts, margins, permutations.rowTotals());
            this.labels = permutations.labels(
                    counts, margins.isEmpty() ? 0 : margins.getLast().columns().drawn());
        }

        void walk(int block, int lanes, BlockEvaluation.Statistics taker) {
            counts.clear();
            labels.begin(block, lanes);
            evaluation.evaluate(labels, taker);
        }
    }

    /** Adds up the statistics of the strata, lane by lane. */
    private static final class Sums implements Evaluator {

        private final List<Stratum> strata;
        private final List<StratifiedExceedance> exceedances;
        /** By table: the sum of N S over the strata, of each lane. */
        private final double[][] sums;
        /** By table: how far the sums may be off, but for the rounding of doubles. */
        private final double[] errors;
        /** Table times lanes plus lane: where only the tables themselves can decide. */
        private final BitSet close = new BitSet();

        Sums(List<Stratum> strata, List<StratifiedExceedance> exceedances) {
            this.strata = strata;
            this.exceedances = exceedances;
            this.sums = new double[exceedances.size()][BLOCK];
            this.errors = new double[exceedances.size()];
        }

        @Override
        public void run(int block, int simulations, BlockExceedances found) {
            for (double[] ofTable : sums) {
                Arrays.fill(ofTable, 0);
            }
            Arrays.fill(errors, 0);
            for (Stratum stratum : strata) {
                stratum.walk(block, simulations, (margins, ofLanes, simulated) -> add(stratum, margins, ofLanes));
            }
            close.clear();
            for (int table = 0; table < sums.length; table++) {
                find(table, simulations, found);
            }
            if (!close.isEmpty()) {
                findClose(block, simulations, found);
            }
        }

        private void add(Stratum stratum, EqualMargins margins, double[] ofLanes) {
            for (EqualMargins.Numbered numbered : margins.observed()) {
                double[] to = sums[numbered.number()];
                for (int lane = 0; lane < to.length; lane++) {
                    to[lane] += stratum.samples * ofLanes[lane];
                }
                errors[numbered.number()] += stratum.samples * margins.tolerance();
            }
        }

        private void find(int table, int lanes, BlockExceedances found) {
            StratifiedExceedance exceedance = exceedances.get(table);
            for (int lane = 0; lane < lanes; lane++) {
                double sum = sums[table][lane];
                if (exceedance.isAbove(sum, errors[table])) {
                    found.addAt(table, lane);
                } else if (!exceedance.isBelow(sum, errors[table])) {
                    close.set(table * BLOCK + lane);
                }
            }
        }

        private void findClose(int block, int lanes, BlockExceedances found) {
            int[] places = close.stream().toArray();
            List<List<long[]>> tables = new ArrayList<>();
            for (int i = 0; i < places.length; i++) {
                tables.add(new ArrayList<>(strata.size()));
            }
            for (Stratum stratum : strata) {
                stratum.walk(block, lanes, (margins, ofLanes, simulated) -> {
                    for (EqualMargins.Numbered numbered : margins.observed()) {
                        int first = numbered.number() * BLOCK;
                        for (int at = close.nextSetBit(first);
                                at >= 0 && at < first + BLOCK;
                                at = close.nextSetBit(at + 1)) {
                            tables.get(Arrays.binarySearch(places, at)).add(simulated.table(at - first));
                        }
                    }
                });
            }
            for (int i = 0; i < places.length; i++) {
                int table = places[i] / BLOCK;
                if (exceedances.get(table).isReachedBy(tables.get(i))) {
                    found.addAt(table, places[i] % BLOCK);
                }
            }
        }
    }
}

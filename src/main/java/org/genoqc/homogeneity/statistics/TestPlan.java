package org.genoqc.homogeneity.statistics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.parameters.Streams;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.PermutationTest;
import org.genoqc.homogeneity.simulation.StratifiedPermutationTest;
import org.genoqc.homogeneity.table.CleanedTable;
import org.genoqc.homogeneity.table.ColumnTotals;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;
import org.genoqc.homogeneity.table.StratifiedTable;

/**
 * How each probeset of a data set is tested: by which method, and where it is simulated, by permutations that it shares
 * with those of equal row totals or by itself; and what that costs. Which it is depends on the probeset's own table and
 * the parameters alone. Made once per data set. Immutable.
 */
public final class TestPlan {

    /** Where tests cost so many times what the walk along permutations costs that they share, the walk counts for little. */
    static final double TESTS_PER_WALK = 8;

    /** Where they cost so many times that, the walk hardly counts. */
    public static final double MAX_TESTS_PER_WALK = 24;

    private static final int ALONE = -1;

    /** Nanoseconds, as measured on one core; they decide how work is cut, not what comes of it. */
    private static final double PER_TABLE = 4;

    private static final double PER_ROW_OF_SHARED = 0.2;
    private static final double PER_CELL_OF_SMALL = 4;
    private static final double PER_CELL_OF_LARGE = 120;
    private static final double PER_DRAWN_LABEL = 3.5;
    private static final long SMALL = 1 << 15;

    private static final double SAFE_EXPECTED_COUNT = 20;
    private static final double SMALL_P_VALUE = 1e-4;

    private final Method[] methods;
    private final int[] groups;
    private final int[] places;
    private final int[] rarePlaces;
    private final float[] nanos;
    private final List<Group> sharing;
    private final int monteCarlo;
    private final int tested;

    /**
     * Probesets that share permutations.
     *
     * @param rowTotals of each stratum; of one where there are no several
     * @param places how many places of the permutations of each stratum they need
     */
    record Group(List<RowTotals> rowTotals, List<Integer> places) {

        private Group withAtLeast(List<Integer> wanted) {
            return new Group(
                    rowTotals,
                    IntStream.range(0, places.size())
                            .mapToObj(stratum -> Math.max(places.get(stratum), wanted.get(stratum)))
                            .toList());
        }

        private boolean has(List<Integer> wanted) {
            return IntStream.range(0, places.size()).allMatch(stratum -> places.get(stratum) >= wanted.get(stratum));
        }

        /** What is kept of a block of permutations at each place where a tail ends, in all strata. */
        long bytesOfTail() {
            return rowTotals.stream().mapToLong(PermutationTest::bytesOfTail).sum();
        }

        /** What is kept of a block for a table. */
        long bytesOfTable() {
            return PermutationTest.BYTES_PER_TABLE * rowTotals.size()
                    + (rowTotals.size() > 1 ? StratifiedPermutationTest.BYTES_PER_TABLE : 0);
        }
    }

    /**
     * What the plan depends on of a table.
     *
     * @param rowTotals of each stratum; empty where it does not share permutations
     * @param placesOfStrata empty where there is one
     */
    private record Margins(
            Method method,
            List<RowTotals> rowTotals,
            int places,
            List<Integer> placesOfStrata,
            int rarePlaces,
            float nanos) {

        static Margins alone(Method method, double nanos) {
            return new Margins(method, List.of(), 0, List.of(), 0, (float) nanos);
        }

        List<Integer> placesOfEach() {
            return placesOfStrata.isEmpty() ? List.of(places) : placesOfStrata;
        }
    }

    private TestPlan(Margins[] margins) {
        int probesets = margins.length;
        this.methods = new Method[probesets];
        this.groups = new int[probesets];
        this.places = new int[probesets];
        this.rarePlaces = new int[probesets];
        this.nanos = new float[probesets];
        Map<List<RowTotals>, Integer> numbers = new HashMap<>();
        List<Group> found = new ArrayList<>();
        int simulated = 0;
        int skipped = 0;
        for (int probeset = 0; probeset < probesets; probeset++) {
            Margins of = margins[probeset];
            methods[probeset] = of.method;
            places[probeset] = of.places;
            rarePlaces[probeset] = of.rarePlaces;
            nanos[probeset] = of.nanos;
            groups[probeset] = of.rowTotals.isEmpty() ? ALONE : numberOf(of, numbers, found);
            simulated += of.method == Method.MONTE_CARLO ? 1 : 0;
            skipped += of.method == Method.SKIPPED ? 1 : 0;
        }
        this.sharing = List.copyOf(found);
        this.monteCarlo = simulated;
        this.tested = probesets - skipped;
    }

    private static int numberOf(Margins margins, Map<List<RowTotals>, Integer> numbers, List<Group> found) {
        Integer known = numbers.putIfAbsent(margins.rowTotals, found.size());
        if (known == null) {
            found.add(new Group(margins.rowTotals, margins.placesOfEach()));
            return found.size() - 1;
        }
        Group group = found.get(known);
        if (!group.has(margins.placesOfEach())) {
            found.set(known, group.withAtLeast(margins.placesOfEach()));
        }
        return known;
    }

    /**
     * Plans the test of a data set.
     *
     * @param tables the cleaned table of a probeset, 0 to probesets - 1; called by several threads at once
     */
    public static TestPlan of(int probesets, IntFunction<CleanedTable> tables, TestParameters parameters) {
        Map<List<RowTotals>, List<RowTotals>> known = new ConcurrentHashMap<>();
        return new TestPlan(IntStream.range(0, probesets)
                .parallel()
                .mapToObj(probeset -> margins(tables.apply(probeset), parameters, known))
                .toArray(Margins[]::new));
    }

    private static Margins margins(
            CleanedTable cleaned, TestParameters parameters, Map<List<RowTotals>, List<RowTotals>> known) {
        Method method = Method.of(cleaned, parameters.minExpectedCount());
        StratifiedTable table = cleaned.tested();
        boolean isConfirmed = method == Method.STANDARD && parameters.confirm() && isDoubtful(table);
        if (method != Method.MONTE_CARLO && !isConfirmed) {
            return Margins.alone(method, 0);
        }
        if (parameters.streams() == Streams.SHARED) {
            List<RowTotals> rowTotals =
                    table.strata().stream().map(RowTotals::of).toList();
            if (isServedByPermutations(table, rowTotals)) {
                List<RowTotals> same = known.putIfAbsent(rowTotals, rowTotals);
                return shared(method, table, same == null ? rowTotals : same);
            }
        }
        return Margins.alone(
                method,
                table.strata().stream().mapToDouble(TestPlan::nanosAlone).sum());
    }

    private static boolean isServedByPermutations(StratifiedTable table, List<RowTotals> rowTotals) {
        return IntStream.range(0, rowTotals.size())
                .allMatch(stratum -> PermutationTest.serves(table.strata().get(stratum), rowTotals.get(stratum)));
    }

    private static Margins shared(Method method, StratifiedTable table, List<RowTotals> rowTotals) {
        List<ColumnTotals> columns =
                table.strata().stream().map(ColumnTotals::of).toList();
        List<Integer> places = columns.stream().map(ColumnTotals::drawn).toList();
        int rows = rowTotals.stream().mapToInt(RowTotals::rows).sum();
        return new Margins(
                method,
                rowTotals,
                places.stream().mapToInt(Integer::intValue).sum(),
                table.isDivided() ? places : List.of(),
                columns.stream().mapToInt(ColumnTotals::tail).sum(),
                (float) (PER_TABLE * rowTotals.size() + PER_ROW_OF_SHARED * rows));
    }

    private static double nanosAlone(ContingencyTable table) {
        double perCell = table.total() <= SMALL ? PER_CELL_OF_SMALL : PER_CELL_OF_LARGE;
        return PER_TABLE + perCell * table.rows() * table.columns();
    }

    /** Whether the asymptotic p-value is small where the approximation may be off by orders of magnitude. */
    private static boolean isDoubtful(StratifiedTable table) {
        return table.minExpectedCount() < SAFE_EXPECTED_COUNT
                && AsymptoticPValue.of(table).value() < SMALL_P_VALUE;
    }

    public int probesets() {
        return methods.length;
    }

    /** The method that serves a probeset. */
    public Method method(int probeset) {
        return methods[probeset];
    }

    /** The number of probesets that are not skipped. */
    public int tested() {
        return tested;
    }

    /** The number of probesets that are tested by simulation. */
    public int monteCarlo() {
        return monteCarlo;
    }

    /** Whether tables are simulated for a probeset. */
    public boolean isSimulated(int probeset) {
        return nanos[probeset] > 0;
    }

    /** Whether the probeset is simulated by permutations that serve all probesets with its row totals. */
    public boolean isShared(int probeset) {
        return groups[probeset] != ALONE;
    }

    /**
     * Those that share their permutations have the same number.
     *
     * @param probeset one that is shared
     */
    public int group(int probeset) {
        return groups[probeset];
    }

    /** All that share permutations, by number. */
    List<Group> groups() {
        return sharing;
    }

    /** The places of the permutations that a probeset needs which is shared: the samples of all but one genotype. */
    public int places(int probeset) {
        return places[probeset];
    }

    /** The samples of the rare genotypes of a probeset that is shared, along which permutations are walked first. */
    public int rarePlaces(int probeset) {
        return rarePlaces[probeset];
    }

    /** About how long one core takes to simulate one table, without what it shares; 0 where none is simulated. */
    public double nanosPerTable(int probeset) {
        return nanos[probeset];
    }

    /** About how long one core takes for a permutation as far as a probeset needs it; 0 where it needs none. */
    public double nanosPerPermutation(int probeset) {
        return PER_DRAWN_LABEL * places[probeset];
    }
}

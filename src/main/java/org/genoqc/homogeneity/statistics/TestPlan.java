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
import org.genoqc.homogeneity.table.CleanedTable;
import org.genoqc.homogeneity.table.ColumnTotals;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;
import org.jspecify.annotations.Nullable;

/**
 * How each probeset of a data set is tested: by which method, and where it is simulated, by permutations that it shares
 * with those of equal row totals or by itself; and what that costs. Which it is depends on the probeset's own table and
 * the parameters alone. Made once per data set. Immutable.
 */
public final class TestPlan {

    /** Where tests cost so many times what the walk along permutations costs that they share, the walk hardly counts. */
    public static final double TESTS_PER_WALK = 8;

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

    /** Probesets that share permutations, and how many places of these they need. */
    record Group(RowTotals rowTotals, int places) {}

    /**
     * What the plan depends on of a table.
     *
     * @param rowTotals null where it does not share permutations
     */
    private record Margins(Method method, @Nullable RowTotals rowTotals, int places, int rarePlaces, float nanos) {}

    private TestPlan(Margins[] margins) {
        int probesets = margins.length;
        this.methods = new Method[probesets];
        this.groups = new int[probesets];
        this.places = new int[probesets];
        this.rarePlaces = new int[probesets];
        this.nanos = new float[probesets];
        Map<RowTotals, Integer> numbers = new HashMap<>();
        List<Group> found = new ArrayList<>();
        int simulated = 0;
        int skipped = 0;
        for (int probeset = 0; probeset < probesets; probeset++) {
            Margins of = margins[probeset];
            methods[probeset] = of.method;
            places[probeset] = of.places;
            rarePlaces[probeset] = of.rarePlaces;
            nanos[probeset] = of.nanos;
            groups[probeset] = of.rowTotals == null ? ALONE : numberOf(of.rowTotals, of.places, numbers, found);
            simulated += of.method == Method.MONTE_CARLO ? 1 : 0;
            skipped += of.method == Method.SKIPPED ? 1 : 0;
        }
        this.sharing = List.copyOf(found);
        this.monteCarlo = simulated;
        this.tested = probesets - skipped;
    }

    private static int numberOf(RowTotals rowTotals, int places, Map<RowTotals, Integer> numbers, List<Group> found) {
        Integer known = numbers.putIfAbsent(rowTotals, found.size());
        if (known == null) {
            found.add(new Group(rowTotals, places));
            return found.size() - 1;
        }
        if (found.get(known).places < places) {
            found.set(known, new Group(rowTotals, places));
        }
        return known;
    }

    /**
     * Plans the test of a data set.
     *
     * @param tables the cleaned table of a probeset, 0 to probesets - 1; called by several threads at once
     */
    public static TestPlan of(int probesets, IntFunction<CleanedTable> tables, TestParameters parameters) {
        Map<RowTotals, RowTotals> known = new ConcurrentHashMap<>();
        return new TestPlan(IntStream.range(0, probesets)
                .parallel()
                .mapToObj(probeset -> margins(tables.apply(probeset), parameters, known))
                .toArray(Margins[]::new));
    }

    private static Margins margins(CleanedTable cleaned, TestParameters parameters, Map<RowTotals, RowTotals> known) {
        Method method = Method.of(cleaned, parameters.minExpectedCount());
        ContingencyTable table = cleaned.table();
        boolean isConfirmed = method == Method.STANDARD && parameters.confirm() && isDoubtful(table);
        if (method != Method.MONTE_CARLO && !isConfirmed) {
            return new Margins(method, null, 0, 0, 0);
        }
        RowTotals rowTotals = RowTotals.of(table);
        if (parameters.streams() == Streams.SHARED && PermutationTest.serves(table, rowTotals)) {
            ColumnTotals columns = ColumnTotals.of(table);
            RowTotals same = known.putIfAbsent(rowTotals, rowTotals);
            return new Margins(method, same == null ? rowTotals : same, columns.drawn(), columns.tail(), (float)
                    (PER_TABLE + PER_ROW_OF_SHARED * table.rows()));
        }
        double perCell = table.total() <= SMALL ? PER_CELL_OF_SMALL : PER_CELL_OF_LARGE;
        return new Margins(method, null, 0, 0, (float) (PER_TABLE + perCell * table.rows() * table.columns()));
    }

    /** Whether the asymptotic p-value is small where the approximation may be off by orders of magnitude. */
    private static boolean isDoubtful(ContingencyTable table) {
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

package org.genoqc.homogeneity.statistics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.parameters.Streams;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.table.CleanedTable;
import org.genoqc.homogeneity.table.RowTotals;
import org.jspecify.annotations.Nullable;

/**
 * How each probeset of a data set is tested: by which method, and where it is simulated, by itself or by permutations
 * that it shares with others; and what that costs. Made once per data set. Immutable.
 */
public final class TestPlan {

    private static final int ALONE = -1;

    private final Method[] methods;
    private final int[] groups;
    private final int[] costs;
    private final List<RowTotals> rowTotals;

    private TestPlan(Method[] methods, int[] groups, int[] costs, List<RowTotals> rowTotals) {
        this.methods = methods;
        this.groups = groups;
        this.costs = costs;
        this.rowTotals = List.copyOf(rowTotals);
    }

    /**
     * What the plan depends on of a table.
     *
     * @param rowTotals null where it is not simulated
     */
    private record Margins(Method method, @Nullable RowTotals rowTotals, int cells, int rareSamples) {

        static Margins of(CleanedTable cleaned, double minExpectedCount) {
            Method method = Method.of(cleaned, minExpectedCount);
            return method == Method.MONTE_CARLO
                    ? new Margins(
                            method,
                            RowTotals.of(cleaned.table()),
                            cleaned.table().rows() * cleaned.table().columns(),
                            cleaned.samplesOfRareGenotypes())
                    : new Margins(method, null, 0, 0);
        }
    }

    /**
     * Plans the test of a data set.
     *
     * @param tables the cleaned table of a probeset, 0 to probesets - 1; called by several threads at once
     */
    public static TestPlan of(int probesets, IntFunction<CleanedTable> tables, TestParameters parameters) {
        Margins[] margins = IntStream.range(0, probesets)
                .parallel()
                .mapToObj(probeset -> Margins.of(tables.apply(probeset), parameters.minExpectedCount()))
                .toArray(Margins[]::new);
        Map<RowTotals, Integer> occurrences = new LinkedHashMap<>();
        for (Margins of : margins) {
            if (of.rowTotals() != null && parameters.streams() == Streams.SHARED) {
                occurrences.merge(of.rowTotals(), 1, Integer::sum);
            }
        }
        Map<RowTotals, Integer> numbers = new LinkedHashMap<>();
        occurrences.forEach((rowTotals, occurring) -> {
            if (occurring >= rowTotals.worthSharingFrom()) {
                numbers.put(rowTotals, numbers.size());
            }
        });
        int[] groups = new int[probesets];
        int[] costs = new int[probesets];
        Method[] methods = new Method[probesets];
        for (int probeset = 0; probeset < probesets; probeset++) {
            Margins of = margins[probeset];
            methods[probeset] = of.method();
            groups[probeset] = of.rowTotals() == null ? ALONE : numbers.getOrDefault(of.rowTotals(), ALONE);
            costs[probeset] = groups[probeset] == ALONE ? of.cells() : of.rareSamples();
        }
        return new TestPlan(methods, groups, costs, List.copyOf(numbers.keySet()));
    }

    public int probesets() {
        return methods.length;
    }

    /** The method that serves a probeset. */
    public Method method(int probeset) {
        return methods[probeset];
    }

    /** The number of probesets that need simulation. */
    public int monteCarlo() {
        return (int) Arrays.stream(methods)
                .filter(method -> method == Method.MONTE_CARLO)
                .count();
    }

    /** Whether the probeset is simulated by permutations shared with others. */
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

    /** The groups of probesets that share permutations, by their row totals. */
    List<RowTotals> groups() {
        return rowTotals;
    }

    /**
     * What grows with the cost of simulating the probeset: of one that is shared, the samples of its rare genotypes,
     * along which permutations are walked; of another, the cells of its table; 0 for one that is not simulated.
     */
    public int cost(int probeset) {
        return costs[probeset];
    }
}

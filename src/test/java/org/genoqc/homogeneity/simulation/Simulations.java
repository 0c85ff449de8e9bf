package org.genoqc.homogeneity.simulation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.ToIntBiFunction;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;

/** Whole simulations, block after block. */
final class Simulations {

    private Simulations() {}

    static int[] exceedances(TableSimulation simulation, int simulations) {
        TableSimulation.Evaluator evaluator = simulation.evaluator();
        BlockExceedances found = BlockExceedances.counted(simulation.tables());
        for (int block = 0; block * TableSimulation.BLOCK < simulations; block++) {
            evaluator.run(block, Math.min(TableSimulation.BLOCK, simulations - block * TableSimulation.BLOCK), found);
        }
        return IntStream.range(0, simulation.tables()).map(found::count).toArray();
    }

    static PermutationTest permutationTest(SharedPermutations permutations, List<ContingencyTable> tables) {
        return new PermutationTest(
                permutations,
                tables.stream()
                        .map(table -> new ObservedTable(table, permutations))
                        .toList());
    }

    /** The exceedances of one table by permutations whose labels come from the given source, whatever N is. */
    static int exceedances(
            ContingencyTable table, int simulations, BiFunction<LaneCounts, RowTotals, LabelSource> source) {
        RowTotals rowTotals = RowTotals.of(table);
        LaneCounts counts = new LaneCounts(rowTotals);
        ObservedTable observed = new ObservedTable(table, new SharedPermutations(rowTotals, 0, 42, 1, 0, 0));
        BlockEvaluation evaluation =
                new BlockEvaluation(counts, EqualMargins.of(rowTotals, List.of(observed)), rowTotals);
        LabelSource labels = source.apply(counts, rowTotals);
        BlockExceedances found = BlockExceedances.counted(1);
        for (int from = 0; from < simulations; from += LaneCounts.LANES) {
            int lanes = Math.min(LaneCounts.LANES, simulations - from);
            counts.clear();
            labels.begin(from / LaneCounts.LANES, lanes);
            evaluation.evaluate(labels, (of, statistics, simulated) -> of.find(statistics, lanes, simulated, found));
        }
        return found.count(0);
    }

    static LabelSource drawn(LaneCounts counts, RowTotals rowTotals) {
        return new DrawnLabels(counts, NamedGenerators.ofRowTotals(42, rowTotals), rowTotals);
    }

    /**
     * The tables of a data set whose fraction of exceedances is 4.5 standard errors or more from the exact p-value, which
     * was found by complete enumeration.
     *
     * @param exceedances by the id of a probeset and its table without empty rows and columns
     */
    static List<String> unlikeEnumeration(
            String data, int simulations, ToIntBiFunction<String, ContingencyTable> exceedances) {
        Map<String, ContingencyTable> tables = TestData.tables(TestData.resource(data + ".tsv"));
        return TestData.rows(TestData.resource(data + "_truth.tsv")).parallelStream()
                .filter(truth -> !truth.get("p_exact").equals("NA"))
                .map(truth -> {
                    String id = truth.get("probeset_id");
                    double exact = Double.parseDouble(truth.get("p_exact"));
                    int found = exceedances.applyAsInt(id, tables.get(id).withoutEmptyRowsAndColumns());
                    double estimate = (double) found / simulations;
                    double z = (estimate - exact) / Math.sqrt(exact * (1 - exact) / simulations);
                    boolean right = exact == 1 ? found == simulations : Math.abs(z) < 4.5;
                    return right ? null : "%s: %s, not %s (z = %.1f)".formatted(id, estimate, exact, z);
                })
                .filter(Objects::nonNull)
                .toList();
    }
}

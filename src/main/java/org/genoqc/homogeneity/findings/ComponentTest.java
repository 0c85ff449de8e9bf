package org.genoqc.homogeneity.findings;

import java.util.List;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.SimulatedStatistics;
import org.genoqc.homogeneity.statistics.AsymptoticPValue;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.StratifiedTable;

/**
 * The two-tier test of a table that is not a probeset's whole table: some of its columns, or all but one of its rows; in each
 * stratum where there are several. The
 * standard test where every expected count is large enough. Where one is not, tables with the same margins are simulated
 * until {@value #EXCEEDANCES} of them had a statistic at least the observed one, at most {@value #MAX_SIMULATIONS} (Besag
 * and Clifford 1991): p = h / l if the l-th table was the h-th such, else (b + 1) / (B + 1). A function of the table, the
 * random seed and {@code min_expected_count} alone; the order of rows and columns does not matter. Thread-safe.
 */
final class ComponentTest {

    /** A standard error of 32 % of a small p-value, since judgement goes by effects and exact p-values besides. */
    static final int EXCEEDANCES = 10;

    static final int MAX_SIMULATIONS = 10_000;

    private static final int PART_OF_HEAP_FOR_STATISTICS = 64;

    private final TestParameters parameters;
    private final SimulatedStatistics simulated;

    ComponentTest(TestParameters parameters) {
        this.parameters = parameters;
        this.simulated = new SimulatedStatistics(
                parameters.randomSeed(), Runtime.getRuntime().maxMemory() / PART_OF_HEAP_FOR_STATISTICS);
    }

    /** Tests the tables of strata, or one, without their empty rows and columns. */
    ComponentResult test(List<ContingencyTable> counts) {
        StratifiedTable table = StratifiedTable.of(counts);
        if (!table.isTestable()) {
            return ComponentResult.SKIPPED;
        }
        if (table.everyExpectedCountIsAtLeast(parameters.minExpectedCount())) {
            AsymptoticPValue pValue = AsymptoticPValue.of(table);
            return new ComponentResult(Method.STANDARD, pValue.value(), pValue.ln());
        }
        double pValue = simulated.sequentialPValue(table, EXCEEDANCES, MAX_SIMULATIONS);
        return new ComponentResult(Method.MONTE_CARLO, pValue, Math.log(pValue));
    }
}

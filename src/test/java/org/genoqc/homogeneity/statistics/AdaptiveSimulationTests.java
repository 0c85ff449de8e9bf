package org.genoqc.homogeneity.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.parameters.Streams;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.BlockExceedances;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.simulation.ObservedTable;
import org.genoqc.homogeneity.simulation.PermutationTest;
import org.genoqc.homogeneity.simulation.SharedPermutations;
import org.genoqc.homogeneity.simulation.SingleTableTest;
import org.genoqc.homogeneity.simulation.TableSimulation;
import org.genoqc.homogeneity.table.CleanedTable;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;
import org.genoqc.homogeneity.table.StratifiedTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Seeds are fixed: what fails by chance, fails always or never. */
class AdaptiveSimulationTests {

    private static final TestParameters ADAPTIVE =
            TestParameters.DEFAULTS.withMinExpectedCount(1e9).withAdaptive(true);

    private static final SliceLimits LIMITS = new SliceLimits(1e5, 1e5, 1 << 20);

    /** All tables are simulated side by side; slices are run in any order. */
    private static List<ProbesetResult> run(List<ContingencyTable> tables, TestParameters parameters, Random order) {
        TestPlan plan = TestPlan.of(tables.size(), i -> CleanedTable.of(tables.get(i)), parameters);
        TwoTierTest test = new TwoTierTest(plan, parameters, 1 << 24);
        int[] probesets = IntStream.range(0, tables.size()).toArray();
        PreparedProbesets prepared = test.prepare(probesets, i -> CleanedTable.of(tables.get(i)), i -> "p" + i);
        runRounds(test.simulate(List.of(prepared), LIMITS), order);
        runRounds(test.simulateFurther(List.of(prepared), LIMITS), order);
        return prepared.results();
    }

    private static void runRounds(JointSimulation simulation, Random order) {
        while (!simulation.isDone()) {
            List<SimulationSlice> slices = new ArrayList<>(simulation.begin());
            Collections.shuffle(slices, order);
            slices.forEach(slice -> slice.run(Cancellation.NEVER));
            simulation.end();
        }
    }

    private static SimulatedPValue simulated(ProbesetResult result) {
        return result.test().simulated();
    }

    /** Tables of the null hypothesis: four genotyping batches of 30 samples from one population. */
    private static List<ContingencyTable> nullTables(int number) {
        Random random = new Random(1);
        List<ContingencyTable> tables = new ArrayList<>();
        while (tables.size() < number) {
            double frequency = 0.05 + 0.45 * random.nextDouble();
            long[] counts = new long[16];
            for (int sample = 0; sample < 120; sample++) {
                int alleles = (random.nextDouble() < frequency ? 1 : 0) + (random.nextDouble() < frequency ? 1 : 0);
                counts[sample / 30 * 4 + alleles]++;
            }
            ContingencyTable table = ContingencyTable.of(4, counts);
            if (CleanedTable.of(table).skipReason() == null) {
                tables.add(table);
            }
        }
        return tables;
    }

    /** The definition, table after table: a simulation ends with its h-th exceedance, else after B tables. */
    private static SimulatedPValue oneByOne(TableSimulation simulation, TestParameters parameters) {
        TableSimulation.Evaluator evaluator = simulation.evaluator();
        BlockExceedances found = BlockExceedances.located(1);
        long[] which = new long[TableSimulation.BLOCK / Long.SIZE];
        int exceedances = 0;
        for (int table = 0; table < parameters.maxSimulations(); table++) {
            int inBlock = table % TableSimulation.BLOCK;
            if (inBlock == 0) {
                found.clear();
                int left = parameters.maxSimulations() - table;
                evaluator.run(table / TableSimulation.BLOCK, Math.min(TableSimulation.BLOCK, left), found);
                found.copyTo(0, which, 0);
            }
            exceedances += (int) (which[inBlock / Long.SIZE] >>> inBlock & 1);
            if (exceedances == parameters.exceedances()) {
                return SimulatedPValue.ofStopped(table + 1, exceedances);
            }
        }
        return SimulatedPValue.ofFixed(parameters.maxSimulations(), exceedances);
    }

    @ParameterizedTest
    @EnumSource
    void endsWithTheTableThatWasTheLastExceedanceWantedHoweverRoundsAreCut(Streams streams) {
        List<ContingencyTable> tables = nullTables(300);
        for (int maxSimulations : new int[] {37, 1000, 20_001}) {
            TestParameters parameters = ADAPTIVE.withStreams(streams).withAdaptive(20, maxSimulations);
            List<ProbesetResult> results = run(tables, parameters, new Random(2));
            for (int i = 0; i < tables.size(); i++) {
                ContingencyTable table = CleanedTable.of(tables.get(i)).tested().only();
                SharedPermutations permutations =
                        new SharedPermutations(RowTotals.of(table), 0, 42, maxSimulations, 0, 0);
                TableSimulation alone = streams == Streams.SHARED
                        ? new PermutationTest(permutations, List.of(new ObservedTable(table, permutations)))
                        : SingleTableTest.ofProbeset(StratifiedTable.of(table), 42, "p" + i);
                assertThat(simulated(results.get(i))).isEqualTo(oneByOne(alone, parameters));
            }
        }
    }

    /** (h - 1) / (l - 1) is an unbiased estimate: Haldane (1945), "On a method of estimating frequencies". */
    @Test
    void theNumberOfTablesAgreesWithCompleteEnumeration() {
        int repetitions = 400;
        int wanted = 20;
        TestParameters parameters = ADAPTIVE.withStreams(Streams.INDEPENDENT).withAdaptive(wanted, 10_000_000);
        Map<String, ContingencyTable> tables = TestData.tables(TestData.resource("small_exact.tsv"));
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (Map<String, String> truth : TestData.rows(TestData.resource("small_exact_truth.tsv"))) {
            String id = truth.get("probeset_id");
            double exact = truth.get("p_exact").equals("NA") ? 0 : Double.parseDouble(truth.get("p_exact"));
            if (exact < 0.01 || exact == 1) {
                continue;
            }
            compared++;
            List<ProbesetResult> results =
                    run(Collections.nCopies(repetitions, tables.get(id)), parameters, new Random(3));
            double[] estimates = results.stream()
                    .mapToDouble(result -> (wanted - 1.0) / (simulated(result).simulations() - 1.0))
                    .toArray();
            double mean = IntStream.range(0, repetitions)
                    .mapToDouble(i -> estimates[i])
                    .average()
                    .orElseThrow();
            double variance = IntStream.range(0, repetitions)
                            .mapToDouble(i -> (estimates[i] - mean) * (estimates[i] - mean))
                            .sum()
                    / (repetitions - 1);
            if (Math.abs(mean - exact) > 4.5 * Math.sqrt(variance / repetitions)) {
                wrong.add("%s: %s, not %s".formatted(id, mean, exact));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(compared).isGreaterThan(50);
    }

    /** P(p &lt;= a) is at most a; 4.5 standard errors are allowed for. */
    @Test
    void pValuesAreValid() {
        int number = 20_000;
        List<ProbesetResult> results = run(
                nullTables(number), ADAPTIVE.withStreams(Streams.INDEPENDENT).withAdaptive(20, 100_000), new Random(4));
        for (double level : new double[] {0.5, 0.05, 0.01, 0.001, 1e-4}) {
            long atMost = results.stream()
                    .filter(result -> result.test().pValue() <= level)
                    .count();
            assertThat((double) atMost)
                    .as("p-values of at most %s", level)
                    .isLessThan(number * level + 4.5 * Math.sqrt(number * level * (1 - level)));
        }
    }

    /** Of 99 % intervals, more than these miss with a probability of less than 1e-3. */
    @Test
    void intervalsCoverThePValuesOfCompleteEnumeration() {
        Map<String, ContingencyTable> tables = TestData.tables(TestData.resource("small_exact.tsv"));
        List<ContingencyTable> tested = new ArrayList<>();
        List<Double> exact = new ArrayList<>();
        for (Map<String, String> truth : TestData.rows(TestData.resource("small_exact_truth.tsv"))) {
            if (!truth.get("p_exact").equals("NA")) {
                tested.add(tables.get(truth.get("probeset_id")));
                exact.add(Double.valueOf(truth.get("p_exact")));
            }
        }
        List<ProbesetResult> results = run(tested, ADAPTIVE.withStreams(Streams.INDEPENDENT), new Random(5));
        long missed = IntStream.range(0, tested.size())
                .filter(i -> {
                    PValueInterval interval = simulated(results.get(i)).interval();
                    // p_exact is printed with 15 digits
                    return exact.get(i) < interval.low() * (1 - 1e-12) || exact.get(i) > interval.high() * (1 + 1e-12);
                })
                .count();
        assertThat(tested).hasSizeGreaterThan(100);
        assertThat(missed).isLessThan(7);
    }

    @Test
    void aStandardTestIsConfirmedWhereItsPValueIsSmallAndAnExpectedCountIsToo() {
        TestParameters parameters = TestParameters.DEFAULTS.withConfirm(true).withSimulations(5000);
        // 2 x 2 with an expected count of 5 and 18 observed; the same with ten times the samples; one without effect
        List<ContingencyTable> tables = List.of(
                ContingencyTable.of(4, 18, 182, 0, 0, 2, 598, 0, 0),
                ContingencyTable.of(4, 180, 1820, 0, 0, 20, 5980, 0, 0),
                ContingencyTable.of(4, 6, 194, 0, 0, 14, 586, 0, 0));
        List<ProbesetResult> results = run(tables, parameters, new Random(6));
        assertThat(results).extracting(ProbesetResult::method).containsOnly(Method.STANDARD);
        TestResult doubtful = results.getFirst().test();
        assertThat(doubtful.pValue()).isEqualTo(doubtful.asymptotic().value()).isLessThan(1e-8);
        assertThat(doubtful.simulated()).isEqualTo(SimulatedPValue.ofFixed(5000, 0));
        assertThat(results.get(1).test().simulated()).isNull();
        assertThat(results.get(2).test().simulated()).isNull();
        assertThat(run(tables, parameters.withConfirm(false), new Random(6)))
                .allMatch(result -> simulated(result) == null);
    }
}

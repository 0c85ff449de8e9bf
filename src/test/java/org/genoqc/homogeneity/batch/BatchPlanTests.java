package org.genoqc.homogeneity.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchPlanTests {

    @TempDir
    private Path folder;

    private static ProbesetCounts array(String order) throws IOException {
        return BatchRuns.read(TestData.resource("array_like/small_" + order + ".tsv"));
    }

    private static BatchPlan plan(ProbesetCounts counts, int batchSize) {
        return BatchPlan.of(counts, TestParameters.DEFAULTS, new BatchSize(batchSize, "for a test"));
    }

    private static List<List<String>> ids(ProbesetCounts counts, BatchPlan plan) {
        return IntStream.range(0, plan.batches())
                .mapToObj(batch -> IntStream.of(plan.probesets(batch))
                        .mapToObj(counts::probesetId)
                        .toList())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 999, 1000, 1999, 2000, 2001, 10_000_000, Integer.MAX_VALUE})
    void putsEveryProbesetIntoExactlyOneBatch(int batchSize) throws IOException {
        ProbesetCounts counts = array("batch");
        BatchPlan plan = plan(counts, batchSize);
        List<Integer> all = new ArrayList<>();
        for (int batch = 0; batch < plan.batches(); batch++) {
            IntStream.of(plan.probesets(batch)).forEach(all::add);
        }
        assertThat(all).hasSize(2000).doesNotHaveDuplicates().allMatch(probeset -> probeset >= 0 && probeset < 2000);
        assertThat(plan.probesets()).isEqualTo(2000);
    }

    @Test
    void fillsAllBatchesButTheLast() throws IOException {
        BatchPlan plan = plan(array("batch"), 300);
        assertThat(IntStream.range(0, plan.batches())
                        .map(batch -> plan.probesets(batch).length)
                        .toArray())
                .containsExactly(300, 300, 300, 300, 300, 300, 200);
    }

    @Test
    void isTheSameWhateverTheOrderOfTheRows() throws IOException {
        ProbesetCounts byBatch = array("batch");
        List<List<String>> expected = ids(byBatch, plan(byBatch, 37));
        for (String order : List.of("probeset", "shuffled")) {
            ProbesetCounts counts = array(order);
            assertThat(ids(counts, plan(counts, 37))).as(order).isEqualTo(expected);
        }
    }

    @Test
    void startsWithTheProbesetsThatNeedSimulation() throws IOException {
        Set<String> simulated = TestData.rows(TestData.resource("array_like/small_truth.tsv")).stream()
                .filter(truth -> truth.get("method").equals("monte_carlo"))
                .map((Map<String, String> t) -> t.get("probeset_id"))
                .collect(Collectors.toSet());
        ProbesetCounts counts = array("shuffled");
        BatchPlan plan = plan(counts, 50);
        assertThat(simulated).hasSize(1969);
        assertThat(plan.monteCarlo()).isEqualTo(1969);
        assertThat(ids(counts, plan).stream().flatMap(List::stream).limit(1969))
                .containsExactlyInAnyOrderElementsOf(simulated);
    }

    /** Beside those that need no simulation each of them would be walked along permutations for alone. */
    @Test
    void probesetsWhoseStandardTestIsConfirmedComeWithThoseThatAreSimulated() throws IOException {
        Path file = Files.writeString(folder.resolve("counts.tsv"), """
            probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC
            standard-1\tb1\t15\t15\t0\t0
            standard-1\tb2\t15\t15\t0\t0
            confirmed-1\tb1\t25\t3\t0\t0
            confirmed-1\tb2\t8\t24\t0\t0
            standard-2\tb1\t14\t16\t0\t0
            standard-2\tb2\t15\t15\t0\t0
            simulated-1\tb1\t20\t1\t0\t0
            simulated-1\tb2\t20\t2\t0\t0
            confirmed-2\tb1\t3\t25\t0\t0
            confirmed-2\tb2\t24\t8\t0\t0
            """);
        ProbesetCounts counts = BatchRuns.read(file);
        TestParameters confirming = TestParameters.DEFAULTS.withConfirm(true);
        BatchPlan plan = BatchPlan.of(counts, confirming, new BatchSize(3, "for a test"));
        assertThat(ids(counts, plan).getFirst()).containsExactlyInAnyOrder("confirmed-1", "confirmed-2", "simulated-1");
        assertThat(plan.monteCarlo()).isEqualTo(1);
    }

    @Test
    void needsNoSimulationWhereEveryExpectedCountIsLargeEnough() throws IOException {
        TestParameters never = TestParameters.DEFAULTS.withSimulations(1000).withMinExpectedCount(0);
        assertThat(BatchPlan.of(array("batch"), never, new BatchSize(100, "for a test"))
                        .monteCarlo())
                .isZero();
    }
}

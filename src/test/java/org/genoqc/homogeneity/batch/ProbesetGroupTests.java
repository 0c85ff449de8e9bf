package org.genoqc.homogeneity.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.parameters.Streams;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Probesets that are tested on one thread have the results that an executor gives them. */
class ProbesetGroupTests {

    private static final int BYTES = 1 << 20;

    static List<TestParameters> parameters() {
        TestParameters quick = TestParameters.DEFAULTS.withSimulations(300);
        return Stream.of(Streams.values())
                .flatMap(streams -> Stream.of(
                        quick.withStreams(streams), quick.withStreams(streams).withAdaptive(10, 20_000)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void resultsAreTheSame(TestParameters parameters) throws Exception {
        for (String data : List.of("small_exact.tsv", "extreme_mc.tsv", "array_like/small_batch.tsv")) {
            Path file = TestData.resource(data);
            ProbesetCounts counts = BatchRuns.read(file);
            List<ProbesetResult> expected = BatchRuns.run(counts, parameters, null, 2);
            ProbesetGroup group = new ProbesetGroup(counts, parameters, BYTES);
            group.simulate(Cancellation.NEVER);
            List<ProbesetResult> early = group.results();
            for (int probeset = 0; probeset < counts.probesets(); probeset++) {
                assertThat(early.get(probeset)).isIn(expected.get(probeset), null);
            }
            group.simulateFurther(Cancellation.NEVER);
            assertThat(group.results()).isEqualTo(expected);
            assertThat(group.monteCarlo()).isLessThanOrEqualTo(group.tested());
        }
    }
}

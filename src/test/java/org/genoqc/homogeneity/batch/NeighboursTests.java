package org.genoqc.homogeneity.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.parameters.Streams;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The p-value of a probeset does not depend on which others are in the file, nor on names of genotyping batches. */
class NeighboursTests {

    private static final TestParameters QUICK = TestParameters.DEFAULTS.withSimulations(300);
    private static final long SEED = 7;

    @TempDir
    private Path folder;

    static List<TestParameters> parameters() {
        return Stream.of(Streams.values())
                .flatMap(streams -> Stream.of(
                        QUICK.withStreams(streams), QUICK.withStreams(streams).withAdaptive(10, 1000)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void anySubsetOfAFileGivesTheSameResults(TestParameters parameters) throws Exception {
        for (String data : List.of("small_exact.tsv", "extreme_mc.tsv", "array_like/small_batch.tsv")) {
            List<String> lines = Files.readAllLines(TestData.resource(data));
            Map<String, ProbesetResult> all = results(lines, parameters);
            Random random = new Random(SEED);
            for (int share : new int[] {2, 20, 300}) {
                Map<String, Boolean> chosen = new LinkedHashMap<>();
                int id = List.of(lines.getFirst().split("\t")).indexOf("probeset_id");
                List<String> subset = new ArrayList<>(List.of(lines.getFirst()));
                lines.stream()
                        .skip(1)
                        .filter(line -> chosen.computeIfAbsent(line.split("\t")[id], any -> random.nextInt(share) == 0))
                        .forEach(subset::add);
                if (subset.size() > 1) {
                    results(subset, parameters)
                            .forEach((probeset, result) ->
                                    assertThat(result).as(probeset).isEqualTo(all.get(probeset)));
                }
            }
        }
    }

    @Test
    void renamedGenotypingBatchesChangeNothing() throws Exception {
        for (String data : List.of("small_exact.tsv", "extreme_mc.tsv")) {
            List<String> lines = Files.readAllLines(TestData.resource(data));
            List<String> renamed = lines.stream().map(NeighboursTests::renamed).toList();
            assertThat(renamed).isNotEqualTo(lines);
            for (Streams streams : Streams.values()) {
                assertThat(exceedances(results(renamed, QUICK.withStreams(streams))))
                        .isEqualTo(exceedances(results(lines, QUICK.withStreams(streams))));
            }
        }
    }

    /** The statistic itself is a sum in the order of the rows, and may differ in its last digit. */
    private static Map<String, Integer> exceedances(Map<String, ProbesetResult> results) {
        Map<String, Integer> exceedances = new LinkedHashMap<>();
        results.forEach((id, result) -> exceedances.put(
                id,
                result.method() == Method.MONTE_CARLO
                        ? result.test().simulated().exceedances()
                        : -1));
        return exceedances;
    }

    /** Names that end in 1 and 2 change places; the name is the last column. */
    private static String renamed(String line) {
        String others = line.substring(0, line.length() - 1);
        return switch (line.charAt(line.length() - 1)) {
            case '1' -> others + "2";
            case '2' -> others + "1";
            default -> line;
        };
    }

    private Map<String, ProbesetResult> results(List<String> lines, TestParameters parameters) throws Exception {
        ProbesetCounts counts = BatchRuns.read(Files.write(folder.resolve("counts.tsv"), lines));
        List<ProbesetResult> results = BatchRuns.run(counts, parameters, null, 2);
        Map<String, ProbesetResult> byId = new LinkedHashMap<>();
        for (int probeset = 0; probeset < counts.probesets(); probeset++) {
            byId.put(counts.probesetId(probeset), results.get(probeset));
        }
        return byId;
    }
}

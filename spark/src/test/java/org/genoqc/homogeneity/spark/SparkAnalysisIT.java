package org.genoqc.homogeneity.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.genoqc.homogeneity.input.InputFiles;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job jar by {@code spark-submit} on a real cluster of two Workers. */
class SparkAnalysisIT {

    private static final int SMALL_BATCH = 100;
    private static final int PROBESETS = 2000;

    private static SparkCluster cluster;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        cluster = SparkCluster.shared();
    }

    private Process submit(Path input, int cores, Map<String, String> parameters) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(input.toString(), "--output", output().toString()));
        parameters.forEach((name, value) -> arguments.add("--" + name.replace('_', '-') + "=" + value));
        return cluster.submit(
                Path.of(System.getProperty("spark.test.jar")),
                SparkAnalysis.class.getName(),
                Map.of(
                        "spark.executor.memory",
                        "700m",
                        "spark.homogeneity.bytesPerPart",
                        "256k",
                        "spark.cores.max",
                        Integer.toString(cores)),
                arguments,
                folder.resolve("submit.log"));
    }

    private Path output() {
        return folder.resolve("out");
    }

    private int completedBatches() {
        return progress().path("completed_batches").asInt();
    }

    private JsonNode progress() {
        try {
            Path file = output().resolve("progress.json");
            return Files.exists(file)
                    ? new ObjectMapper().readTree(Files.readAllBytes(file))
                    : new ObjectMapper().nullNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With so many simulations that it ends after the machine is gone; tried again with more if it did not. */
    @Test
    void aMachineThatIsLostInMidRunChangesNoByte() throws Exception {
        Path file = Expected.shuffled(folder.resolve("array.tsv"), PROBESETS, 20, 1);
        boolean wasInTheMiddle = false;
        for (int simulations = 2000; !wasInTheMiddle; simulations *= 4) {
            Map<String, String> parameters = Map.of("n_simulations", Integer.toString(simulations));
            Process job = submit(file, 4, withBatchSize(parameters));
            SparkCluster.await(() -> completedBatches() > 0 || !job.isAlive(), "a batch to be completed");
            cluster.killWorker();
            JsonNode then = progress();
            wasInTheMiddle = then.path("completed_batches").asInt()
                            < then.path("batches").asInt()
                    && job.isAlive();
            cluster.startWorker();
            assertThat(job.waitFor()).as(log()).isZero();
            Expected.of(InputFiles.of(file), parameters).isIn(output());
            JsonNode end = progress();
            assertThat(end.path("completed_batches")).isEqualTo(end.path("batches"));
            assertThat(end.path("completed_probesets").asInt()).isEqualTo(PROBESETS);
            delete(output());
        }
    }

    private static Map<String, String> withBatchSize(Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put("batch_size", Integer.toString(SMALL_BATCH));
        return all;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private String log() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("submit.log"));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
    }

    @Test
    void aFaultyInputEndsTheJobWithItsFaults() throws Exception {
        Path file = Files.writeString(
                folder.resolve("faulty.tsv"),
                "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\nAX-1\tb1\t10\t5\t1\t0\nAX-1\tb2\t10\t5.5\t1\t0\n");
        Process job = submit(file, 1, Map.of());
        assertThat(job.waitFor()).as(log()).isEqualTo(2);
        JsonNode fault =
                new ObjectMapper().readTree(output().resolve("fault.json").toFile());
        assertThat(fault.get("errors").get(0).get("line").asInt()).isEqualTo(3);
        assertThat(fault.get("errors").get(0).get("column").asText()).isEqualTo("n_AB");
    }
}

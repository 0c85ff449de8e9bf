package org.genoqc.homogeneity.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job in this process, on what it may be given; {@link SparkAnalysisIT} runs it on a cluster. */
class SparkAnalysisTests {

    private static final String HEADER = "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n";

    @TempDir
    private Path folder;

    @BeforeAll
    static void useThisProcess() {
        System.setProperty("spark.master", "local[2]");
        System.setProperty("spark.ui.enabled", "false");
        System.setProperty("spark.driver.host", "127.0.0.1");
        System.setProperty("spark.driver.bindAddress", "127.0.0.1");
    }

    @AfterAll
    static void forget() {
        List.of("spark.master", "spark.ui.enabled", "spark.driver.host", "spark.driver.bindAddress")
                .forEach(System::clearProperty);
    }

    private int run(String bytesOfPart, List<String> arguments) {
        System.setProperty("spark.homogeneity.bytesPerPart", bytesOfPart);
        try {
            return SparkAnalysis.run(Stream.concat(
                            arguments.stream(),
                            Stream.of("--output", folder.resolve("out").toString()))
                    .toArray(String[]::new));
        } finally {
            System.clearProperty("spark.homogeneity.bytesPerPart");
        }
    }

    private void isAsElsewhere(
            InputFiles files, String bytesOfPart, List<String> inputs, Map<String, String> parameters)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(inputs);
        parameters.forEach((name, value) -> arguments.add("--" + name.replace('_', '-') + "=" + value));
        assertThat(run(bytesOfPart, arguments)).isZero();
        Expected.of(files, parameters).isIn(folder.resolve("out"));
    }

    @Test
    void rowsInNoOrderAndLinesThatAreCutAnywhereMakeTheSameBytes() throws Exception {
        Path file = Expected.shuffled(folder.resolve("array.tsv"), 1500, 9, 1);
        isAsElsewhere(InputFiles.of(file), "10007b", List.of(file.toString()), Map.of("n_simulations", "1000"));
    }

    @Test
    void adaptiveSimulationsEndAsElsewhere() throws Exception {
        Path file = Expected.shuffled(folder.resolve("array.tsv"), 1200, 7, 1);
        isAsElsewhere(
                InputFiles.of(file),
                "64k",
                List.of(file.toString()),
                Map.of("adaptive", "true", "findings_alpha", "0.01", "max_simulations", "50000", "confirm", "true"));
    }

    @Test
    void aBasicAnalysisOfStrataInSeveralPartitionsIsTheSame() throws Exception {
        Path file = Expected.shuffled(folder.resolve("array.tsv"), 1100, 8, 3);
        List<String> inputs = List.of(file.toString(), "--batch-size", "101");
        isAsElsewhere(
                InputFiles.of(file),
                "64k",
                inputs,
                Map.of("analysis", "basic", "n_simulations", "1000", "streams", "independent"));
    }

    @Test
    void strataAreToldInFindings() throws Exception {
        Path file = Expected.shuffled(folder.resolve("array.tsv"), 600, 8, 2);
        isAsElsewhere(InputFiles.of(file), "64k", List.of(file.toString()), Map.of("n_simulations", "1000"));
    }

    @Test
    void aFolderOfFilesOfGenotypingBatchesIsADataSet() throws Exception {
        Path axiom = examples("axiom");
        isAsElsewhere(InputFiles.of(files(axiom)), "1m", List.of(axiom.toString()), Map.of("n_simulations", "500"));
    }

    @Test
    void rowsThatAreNotWantedAreLeftOut() throws Exception {
        Path axiom = examples("axiom");
        isAsElsewhere(
                InputFiles.of(files(axiom)).withBestProbesetsOnly(true),
                "1m",
                List.of(axiom.toString(), "--best-probesets-only"),
                Map.of("n_simulations", "100"));
    }

    @Test
    void filesOfPlinkWhoseAllelesAreExchangedAreAligned() throws Exception {
        List<Path> files = new ArrayList<>();
        for (int batch = 0; batch < 3; batch++) {
            StringBuilder text = new StringBuilder(
                    "#CHROM\tPOS\tID\tREF\tALT\tHOM_REF_CT\tHET_REF_ALT_CTS\tTWO_ALT_GENO_CTS\tHAP_REF_CT\tHAP_ALT_CTS"
                            + "\tMISSING_CT\n");
            for (int probeset = 0; probeset < 200; probeset++) {
                boolean isExchanged = (probeset + batch) % 7 == 0;
                int rare = (probeset * 7 + batch * 3) % 5;
                int common = 60 + (probeset + 5 * batch) % 11;
                text.append(probeset % 24 + 1)
                        .append('\t')
                        .append(1000 + probeset)
                        .append("\trs")
                        .append(probeset);
                text.append(isExchanged ? "\tT\tC\t" : "\tC\tT\t");
                text.append(isExchanged ? rare : common).append("\t20\t").append(isExchanged ? common : rare);
                text.append("\t0\t0\t").append(probeset % 9 == batch ? 12 : 1).append('\n');
            }
            files.add(Files.writeString(folder.resolve("b" + batch + ".gcount"), text));
        }
        isAsElsewhere(
                InputFiles.of(files),
                "3k",
                files.stream().map(Path::toString).toList(),
                Map.of("sex_chromosomes", "skip", "n_simulations", "1000"));
    }

    @Test
    void theExamplesOfPlinkAreTheSameByDefault() throws Exception {
        Path plink = examples("plink");
        isAsElsewhere(InputFiles.of(files(plink)), "1m", List.of(plink.toString()), Map.of());
    }

    @Test
    void anAnnotationSaysWhereProbesetsAre() throws Exception {
        Path file = Expected.shuffled(folder.resolve("array.tsv"), 700, 6, 1);
        StringBuilder text = new StringBuilder("probeset_id\tchromosome\tposition\tsnp_id\n");
        Files.readAllLines(file).stream()
                .skip(1)
                .map(line -> line.substring(0, line.indexOf('\t')))
                .distinct()
                .skip(3)
                .forEach(id -> text.append(id)
                        .append('\t')
                        .append(id.hashCode() % 3 == 0 ? "X" : "7")
                        .append('\t')
                        .append(Math.floorMod(id.hashCode(), 100_000))
                        .append("\trs")
                        .append(Math.floorMod(id.hashCode(), 500))
                        .append('\n'));
        Path annotation = Files.writeString(folder.resolve("annotation.tsv"), text);
        isAsElsewhere(
                InputFiles.of(file).withAnnotation(annotation),
                "16k",
                List.of(file.toString(), "--annotation", annotation.toString()),
                Map.of("n_simulations", "1000", "batch_size", "90"));
    }

    private static Path examples(String format) {
        return Path.of(System.getProperty("spark.test.examples", "../examples")).resolve(format);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void aCompressedFileWithRowsThatAreMissingIsRead() throws Exception {
        Path plain = Expected.shuffled(folder.resolve("array.tsv"), 300, 6, 1);
        List<String> lines = Files.readAllLines(plain);
        Path file = folder.resolve("array.tsv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write((String.join("\n", lines.subList(0, lines.size() - 40)) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        isAsElsewhere(InputFiles.of(file), "1k", List.of(file.toString()), Map.of("n_simulations", "500"));
    }

    @Test
    void faultsOfLinesAreToldAsElsewhere() throws Exception {
        StringBuilder text = new StringBuilder("# a comment\n" + HEADER);
        for (int row = 0; row < 5000; row++) {
            text.append("AX-").append(row / 10).append("\tb").append(row % 10).append("\t10\t");
            text.append(row % 997 == 500 ? "x" : "5")
                    .append("\t1\t")
                    .append(row == 4321 ? "" : "0")
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("faulty.tsv"), text);
        isRejectedAsElsewhere(List.of(file), "4k");
    }

    @Test
    void faultsOfSeveralFilesAreToldWithTheirNames() throws Exception {
        Path sound = Files.writeString(folder.resolve("a.tsv"), HEADER + "AX-1\tb1\t10\t5\t1\t0\n");
        Path empty = Files.writeString(folder.resolve("b.tsv"), HEADER);
        Path faulty = Files.writeString(folder.resolve("c.tsv"), HEADER + "AX-1\tb2\t10\t5\t1\t-3\nAX-1\n");
        isRejectedAsElsewhere(List.of(sound, empty, faulty), "1m");
    }

    @Test
    void faultsBetweenRowsAreToldWithTheirLines() throws Exception {
        Path first = Expected.shuffled(folder.resolve("first.tsv"), 1200, 6, 1);
        List<String> lines = Files.readAllLines(first);
        Path second = Files.writeString(
                folder.resolve("second.tsv"),
                HEADER + lines.get(3) + "\n" + lines.get(1800) + "\n" + lines.get(700) + "\n");
        isRejectedAsElsewhere(List.of(first, second), "8k");
    }

    @Test
    void aFaultyHeaderIsToldAsElsewhere() throws Exception {
        Path file = Files.writeString(folder.resolve("faulty.tsv"), "probeset_id\tbatch_name\tn_AA\nAX-1\tb\t1\n");
        isRejectedAsElsewhere(List.of(file), "1m");
    }

    private void isRejectedAsElsewhere(List<Path> files, String bytesOfPart) throws IOException {
        InvalidInputException expected =
                catchThrowableOfType(InvalidInputException.class, () -> Expected.of(InputFiles.of(files), Map.of()));
        assertThat(run(bytesOfPart, files.stream().map(Path::toString).toList()))
                .isEqualTo(2);
        JsonNode fault = new ObjectMapper()
                .readTree(folder.resolve("out").resolve("fault.json").toFile());
        assertThat(fault.get("detail").asText()).isEqualTo(expected.getMessage());
        assertThat(fault.get("errors"))
                .extracting(error -> error.get("message").asText())
                .containsExactlyElementsOf(
                        expected.faults().stream().map(InputFault::message).toList());
        assertThat(folder.resolve("out").resolve("summary.json")).doesNotExist();
    }

    @Test
    void whatCanNotBeUsedIsRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("a.tsv"), HEADER + "AX-1\tb1\t10\t5\t1\t0\n");
        assertThat(run("1m", List.of(file.toString(), "--n-simulations", "0"))).isEqualTo(2);
        assertThat(run("1m", List.of(file.toString(), "--seed", "1"))).isEqualTo(2);
        assertThat(run("1m", List.of(folder.resolve("missing.tsv").toString()))).isEqualTo(2);
    }
}

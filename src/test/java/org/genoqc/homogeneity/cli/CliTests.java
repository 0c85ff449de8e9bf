package org.genoqc.homogeneity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.library.AnalysisResult;
import org.genoqc.homogeneity.library.ExclusionList;
import org.genoqc.homogeneity.library.ExclusionPolicy;
import org.genoqc.homogeneity.library.HomogeneityAnalysis;
import org.genoqc.homogeneity.multiqc.MultiQcSection;
import org.genoqc.homogeneity.parquet.ParquetWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line within this process; {@code CommandIT} has it as a process of its own. */
@OneAtATime
class CliTests {

    @TempDir
    private Path directory;

    private record Ended(int exitCode, String err) {}

    private static Ended run(Object... args) {
        StringWriter err = new StringWriter();
        String[] texts = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        return new Ended(Cli.run(new PrintWriter(System.out, true), new PrintWriter(err, true), texts), err.toString());
    }

    static List<Map<String, String>> manifest() {
        Path manifest = TestData.resource("malformed/manifest.tsv");
        return TestData.rows(manifest).stream()
                .filter(row -> Files.exists(manifest.resolveSibling(row.get("file"))))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("manifest")
    void doesWithEveryOddFileWhatTheManifestSays(Map<String, String> odd) throws IOException {
        Path file = TestData.resource("malformed/" + odd.get("file"));
        Path output = directory.resolve("out.tsv");
        Ended ended = run("test", file, output, "--n-simulations", 50, "--quiet");
        if (odd.get("expect").equals("accept")) {
            assertThat(ended).isEqualTo(new Ended(0, ""));
            assertThat(output).isNotEmptyFile();
        } else {
            assertThat(ended.exitCode()).as(ended.err()).isEqualTo(3);
            assertThat(ended.err().lines())
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("chi2-homogeneity: " + file + ": line "));
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void namesEveryFaultOnALineOfItsOwn() throws IOException {
        Path file = Files.writeString(
                directory.resolve("in.tsv"),
                "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\nP1\tb1\t1\t2.5\t3\t-4\nP1\tb2\t1\t2\t3\n");
        Ended ended = run("test", file, "-");
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.err().lines().filter(line -> line.startsWith("chi2-homogeneity: " + file)))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--n-simulations 0",
                "--n-simulations 1e3",
                "--batch-size 0",
                "--batch-size 10000001",
                "--min-expected-count -1",
                "--min-expected-count NaN",
                "--random-seed x",
                "--streams both",
                "--adaptive=maybe",
                "--n-simulations 1000 --adaptive",
                "--exceedances 20",
                "--max-simulations 20",
                "--exceedances 21 --max-simulations 20 --adaptive",
                "--n-workers 0",
                "--analysis none",
                "--findings f.tsv --analysis basic",
                "--report-card c.tsv --analysis basic",
                "--multiqc qc --analysis basic",
                "--exclusions e.tsv --analysis basic",
                "--policy balanced --analysis basic",
                "--max-batches 2 --analysis basic",
                "--findings-alpha 0.001 --analysis basic",
                "--exclusions-format matrix",
                "--exclusions-format list --exclusions e.tsv",
                "--policy balancd",
                "--policy p=2",
                "--max-batches -1",
                "--unknown",
                "--format excel",
                "--best-probesets-only=maybe",
                "plate.gcount",
                "plate.frqx.gz"
            })
    void whatCannotBeMeantIsAFaultOfTheCommandLine(String wrong) {
        Object[] args = ("test in.tsv out.tsv " + wrong).split(" ");
        Ended ended = run(args);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(2);
        assertThat(ended.err()).contains(wrong.split("[ =]")[0]).contains("Try 'chi2-homogeneity test --help'.");
    }

    @Test
    void aFlagIsTakenWithoutAValueWithOneAndNegated() {
        Path input = TestData.resource("malformed/clean/base.tsv");
        assertThat(run("test", input, "/dev/null", "-q", "--n-simulations", 50, "--confirm"))
                .isEqualTo(new Ended(0, ""));
        assertThat(run("test", input, "/dev/null", "-q", "--n-simulations", 50, "--adaptive=false", "--no-confirm"))
                .isEqualTo(new Ended(0, ""));
        assertThat(run("test", "--adaptive", input, "/dev/null", "-q", "--n-simulations", 50))
                .isEqualTo(new Ended(2, """
                    chi2-homogeneity: --n-simulations has no effect with adaptive=true, which has max_simulations
                    Try 'chi2-homogeneity test --help'.
                    """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frobnicate",
                "test",
                "test in.tsv",
                "-q serve",
                "status not-an-id",
                "list --server localhost:8080",
                "test in.tsv - --summary -",
                "test in.tsv - --findings -",
                "test in.tsv out.tsv --findings f.tsv --report-card f.tsv",
                "test in.tsv out.tsv --exclusions out.tsv",
                "result c7f5c2f0-0000-4000-8000-000000000000 --policy balanced",
                "result c7f5c2f0-0000-4000-8000-000000000000 -o a.tsv --findings a.tsv",
                "compare a.tsv",
                "compare a.tsv b.tsv -o a.tsv",
                "compare a.tsv b.tsv --findings-before f.tsv",
                "compare a.tsv b.tsv --findings-output f.tsv",
                "compare a.tsv b.tsv --findings-before f.tsv --findings-after g.tsv --findings-output g.tsv",
                "generate - --truth -",
                "generate out.tsv --n-probesets 0",
                "generate out.tsv --order up"
            })
    void soIsACommandThatIsMissingOrUnknown(String wrong) {
        assertThat(run((Object[]) wrong.split(" ")).exitCode()).isEqualTo(2);
    }

    @Test
    void refusesToWriteOverItsInputByWhateverName() throws IOException {
        Path input = Files.copy(TestData.resource("malformed/clean/base.tsv"), directory.resolve("in.tsv"));
        byte[] before = Files.readAllBytes(input);
        Path symbolic = Files.createSymbolicLink(directory.resolve("link"), input);
        Path hard = Files.createLink(directory.resolve("hard"), input);
        Path roundabout = directory.resolve("../" + directory.getFileName() + "/in.tsv");
        for (Path output : List.of(input, symbolic, hard, roundabout)) {
            assertThat(run("test", input, output))
                    .matches(ended ->
                            ended.exitCode() == 2 && ended.err().contains("OUTPUT and INPUT are the same file"));
            assertThat(run("test", input, "-", "--summary", output).exitCode()).isEqualTo(2);
        }
        assertThat(run("test", input, directory.resolve("new"), "--summary", directory.resolve("./new")))
                .matches(ended -> ended.exitCode() == 2 && ended.err().contains("--summary and OUTPUT"));
        Path folder = Files.createSymbolicLink(directory.resolve("folder"), directory);
        assertThat(run("test", input, directory.resolve("new"), "--summary", folder.resolve("new"))
                        .exitCode())
                .isEqualTo(2);
        assertThat(input).hasBinaryContent(before);
        assertThat(Files.list(directory)).hasSize(4);
    }

    @Test
    void saysInALineWhichFileIsMissingOrNoFile() {
        assertThat(run("test", directory.resolve("none"), "-"))
                .isEqualTo(new Ended(
                        1,
                        header() + "chi2-homogeneity: " + directory.resolve("none") + ": no such file or directory\n"));
        assertThat(run("test", directory, "-", "--quiet"))
                .isEqualTo(new Ended(1, "chi2-homogeneity: " + directory + ": is a directory\n"));
        Path input = TestData.resource("malformed/clean/base.tsv");
        assertThat(run("test", input, directory))
                .isEqualTo(new Ended(1, "chi2-homogeneity: " + directory + ": is a directory\n"));
        assertThat(run("test", input, "/no/such/folder/out.tsv"))
                .matches(ended -> ended.exitCode() == 1 && ended.err().lines().count() == 1);
    }

    @Test
    void saysWhatIsWrongWithAnArgument() {
        assertThat(run("test", "in", "out", "--batch-size", 0).err()).isEqualTo("""
            chi2-homogeneity: --batch-size must be 1 to 10000000, not 0
            Try 'chi2-homogeneity test --help'.
            """);
        assertThat(run("submit", "in", "--n-simulations", "1e3").err()).isEqualTo("""
            chi2-homogeneity: --n-simulations must be a whole number, not "1e3"
            Try 'chi2-homogeneity submit --help'.
            """);
        assertThat(run("generate", "out", "--planted", 2).err()).isEqualTo("""
            chi2-homogeneity: --planted must be 0 to 1, not 2.0
            Try 'chi2-homogeneity generate --help'.
            """);
        Path input = TestData.resource("malformed/clean/base.tsv");
        assertThat(run("test", input, "")).isEqualTo(new Ended(2, "chi2-homogeneity: the name of a file is empty\n"));
        assertThat(run("test", "", directory.resolve("out"), "-q").exitCode()).isEqualTo(2);
        assertThat(run("status", "x").err()).isEqualTo("""
            chi2-homogeneity: Invalid value for positional parameter at index 0 (ID): 'x' is not a job id
            Try 'chi2-homogeneity status --help'.
            """);
    }

    @Test
    void anOutputThatCannotBeWrittenIsRefusedBeforeAnythingIsRead() {
        // its permissions would allow it
        assertThat(run("test", directory.resolve("none"), "/proc/out.tsv"))
                .isEqualTo(new Ended(1, "chi2-homogeneity: /proc/out.tsv: the directory /proc is not writable\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "test",
                "import",
                "compare",
                "serve",
                "submit",
                "status",
                "progress",
                "result",
                "report",
                "cancel",
                "list",
                "generate",
                "generate-completion"
            })
    void helpFitsATerminal(String name) {
        StringWriter out = new StringWriter();
        assertThat(Cli.run(
                        new PrintWriter(out, true),
                        new PrintWriter(System.err, true),
                        (name + " --help").trim().split(" ")))
                .isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.getFirst()).startsWith("Usage: chi2-homogeneity " + name);
        assertThat(lines).allMatch(line -> line.length() <= 80);
        if (lines.stream().anyMatch(line -> line.startsWith("Example: "))) {
            assertThat(lines.getLast())
                    .as("the example is in one line, to be copied")
                    .startsWith("Example: ");
        }
    }

    private static String header() {
        StringWriter err = new StringWriter();
        new Console(new PrintWriter(err, true), new Verbosity())
                .begin(Runtime.getRuntime().availableProcessors());
        return err.toString();
    }

    @Test
    void writesThroughASymbolicLinkAndToADevice() throws IOException {
        Path input = TestData.resource("malformed/clean/base.tsv");
        Path target = Files.writeString(directory.resolve("target"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);
        assertThat(run("test", input, link, "-q")).isEqualTo(new Ended(0, ""));
        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(target)).startsWith("probeset_id\t");
        assertThat(run("test", input, "/dev/null", "-q", "--summary", directory.resolve("summary")))
                .isEqualTo(new Ended(0, ""));
        assertThat(Files.readString(directory.resolve("summary"))).startsWith("chi2-homogeneity summary\n");
    }

    @Test
    void marksWhatIsSignificant() {
        Path input = TestData.resource("array_like/small_probeset.tsv");
        Ended ended = run("test", input, "/dev/null", "--quiet", "--verbose", "--n-simulations", 2000);
        assertThat(ended.exitCode()).isZero();
        List<String> lines = ended.err().lines().toList();
        assertThat(lines)
                .hasSize(2000)
                .allMatch(line -> line.matches(
                        "AX-\\d+: (skipped|chi2 = [0-9.]+, p = [0-9.e-]+ \\((standard|monte_carlo)\\)( \\*{1,3})?)"));
        for (String marks : List.of(" *", " **", " ***")) {
            assertThat(lines).anyMatch(line -> line.endsWith(")" + marks));
        }
        for (String line : lines) {
            if (line.contains("p = ")) {
                double p = Double.parseDouble(line.replaceFirst(".*p = ([^ ]+) .*", "$1"));
                int stars = line.length() - line.replace("*", "").length();
                assertThat(stars).as(line).isEqualTo(p < 0.001 ? 3 : p < 0.01 ? 2 : p < 0.05 ? 1 : 0);
            }
        }
    }

    @Test
    void writesTablesAsParquetAndSectionsOfAMultiQcReport() throws Exception {
        Path input = TestData.resource("array_like/small_probeset.tsv");
        Path folder = directory.resolve("qc/new");
        Ended ended = run(
                "test",
                input,
                directory.resolve("result.parquet"),
                "-q",
                "--n-simulations",
                50,
                "--findings",
                directory.resolve("findings.parquet"),
                "--report-card",
                directory.resolve("card.parquet"),
                "--multiqc",
                folder);
        assertThat(ended).isEqualTo(new Ended(0, ""));
        AnalysisResult result =
                HomogeneityAnalysis.withDefaults().withSimulations(50).run(input);
        StringBuilder tsv = new StringBuilder();
        result.writeTsv(tsv);
        assertThat(directory.resolve("result.parquet")).hasBinaryContent(parquet(tsv));
        tsv.setLength(0);
        result.writeFindings(tsv);
        assertThat(directory.resolve("findings.parquet")).hasBinaryContent(parquet(tsv));
        tsv.setLength(0);
        result.writeReportCard(tsv);
        assertThat(directory.resolve("card.parquet")).hasBinaryContent(parquet(tsv));
        for (MultiQcSection section : MultiQcSection.values()) {
            StringWriter expected = new StringWriter();
            section.write(new StringReader(tsv.toString()), expected);
            assertThat(folder.resolve(section.fileName("chi2-homogeneity"))).hasContent(expected.toString());
        }
    }

    private static byte[] parquet(CharSequence tsv) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ParquetWriter out = new ParquetWriter(bytes)) {
            out.append(tsv);
        }
        return bytes.toByteArray();
    }

    @Test
    void writesFindingsReportCardAndExclusionsOfTheLibrary() throws Exception {
        Path input = TestData.resource("array_like/small_probeset.tsv");
        Path findings = directory.resolve("findings.tsv");
        Path card = directory.resolve("card.tsv");
        Path exclusions = directory.resolve("zero.txt");
        String policy = "nocalls_p=1e-4,nocall_difference=0.1; probeset_p=1e-9";
        Ended ended = run(
                "test",
                input,
                directory.resolve("result.tsv.gz"),
                "--n-simulations",
                50,
                "--findings",
                findings,
                "--report-card",
                card,
                "--exclusions",
                exclusions,
                "--exclusions-format",
                "plink-zero-cluster",
                "--policy",
                policy,
                "--max-batches",
                0);
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        AnalysisResult result =
                HomogeneityAnalysis.withDefaults().withSimulations(50).run(input);
        StringBuilder expected = new StringBuilder();
        result.writeFindings(expected);
        assertThat(Files.readString(findings)).isEqualTo(expected.toString());
        expected.setLength(0);
        result.writeReportCard(expected);
        assertThat(Files.readString(card)).isEqualTo(expected.toString());
        // a probeset that is bad in more than no genotyping batch is taken out whole
        assertThat(exclusions).isEmptyFile();
        ExclusionList.Totals totals =
                result.exclusions(new ExclusionPolicy(policy, 0)).totals();
        assertThat(totals.wholeProbesets()).isPositive();
        assertThat(ended.err().lines())
                .contains(
                        "Exclusions (own)       " + totals.pairs() + " pairs of " + totals.probesets()
                                + " probesets in " + totals.batches() + " genotyping batches",
                        "  whole                " + totals.wholeProbesets() + " probesets",
                        "  in some batches      0 pairs",
                        "Findings               " + result.findings().count()
                                + " pairs of probeset and genotyping batch");
    }

    @Test
    void aFileIsValidatedWithoutAnOutput() throws IOException {
        StringWriter out = new StringWriter();
        String input = TestData.resource("malformed/clean/base.tsv").toString();
        int exitCode = Cli.run(
                new PrintWriter(out, true), new PrintWriter(System.err, true), "test", input, "--validate-only");
        assertThat(exitCode).isZero();
        assertThat(out.toString()).contains("Probesets  ", "  monte_carlo  ", "Expected time  ");
        Path faulty = Files.writeString(
                directory.resolve("in.tsv"), "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\nP1\tb1\t1\t2.5\t3\t4\n");
        assertThat(run("test", faulty, "--validate-only").exitCode()).isEqualTo(3);
        assertThat(run("test", faulty).exitCode()).isEqualTo(2);
    }

    private Path plate(String name, int count) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        return Files.writeString(
                folder.resolve("Ps.performance.txt"),
                "probeset_id\tn_AA\tn_AB\tn_BB\tn_NC\tBestProbeset\nAX-2\t30\t20\t%d\t1\t1\nAX-1\t9\t8\t7\t6\t0\n"
                        .formatted(count));
    }

    @Test
    void filesOfGenotypingBatchesAreTestedAndImported() throws IOException {
        Path b02 = plate("b02", 20);
        Path b01 = plate("b01", 10);
        Path output = directory.resolve("out.tsv");
        Path table = directory.resolve("table.tsv");
        Path again = directory.resolve("again.tsv");
        assertThat(run("test", b02, b01, output, "-q")).isEqualTo(new Ended(0, ""));
        assertThat(run("import", b02, b01, "-o", table).err())
                .isEqualTo("2 probesets in 2 genotyping batches; 4 rows\n");
        assertThat(table).hasContent("""
            probeset_id	batch_name	n_AA	n_AB	n_BB	n_NC
            AX-1	b01	9	8	7	6
            AX-1	b02	9	8	7	6
            AX-2	b01	30	20	10	1
            AX-2	b02	30	20	20	1
            """);
        assertThat(run("test", table, again, "-q")).isEqualTo(new Ended(0, ""));
        assertThat(again).hasSameBinaryContentAs(output);
        Path gzip = directory.resolve("table.tsv.gz");
        Path manifest = Files.writeString(
                directory.resolve("manifest.tsv"),
                "file\tbatch_name\nb02/Ps.performance.txt\tx\nb01/Ps.performance.txt\ty\n");
        assertThat(run("import", b01, b02, "-o", gzip, "--best-probesets-only", "--manifest", manifest, "-q"))
                .isEqualTo(new Ended(0, ""));
        try (GZIPInputStream text = new GZIPInputStream(Files.newInputStream(gzip))) {
            assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .hasSize(3)
                    .contains("AX-2\tx\t30\t20\t20\t1");
        }
        assertThat(run("test", b01, b02, "--validate-only", "-q")).isEqualTo(new Ended(0, ""));
    }

    @Test
    void anAnnotationSaysWhereProbesetsAreAndHowListsCallThem() throws IOException {
        Path array = TestData.resource("array_like/small_batch.tsv");
        List<String> ids = TestData.rows(array).stream()
                .map(row -> row.getOrDefault("probeset_id", ""))
                .distinct()
                .toList();
        StringBuilder rows = new StringBuilder("probeset_id,chromosome,position,snp_id\n");
        ids.forEach(id -> rows.append("%s,%s,%d,%s\n"
                .formatted(id, id.endsWith("0") ? "chrX" : "chr1", 5, id.endsWith("3") ? "" : "rs" + id.substring(3))));
        Path annotation = Files.writeString(directory.resolve("array.csv"), rows);
        Path output = directory.resolve("out.tsv");
        Path list = directory.resolve("list.tsv");
        Ended ended = run(
                "test",
                array,
                output,
                "--n-simulations",
                50,
                "--annotation",
                annotation,
                "--exclusions",
                list,
                "--policy",
                "p=1e-4",
                "--ids",
                "snp_id",
                "--sex-chromosomes",
                "skip");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(Files.readAllLines(output).getFirst()).endsWith("\tchromosome\tposition\tsnp_id");
        assertThat(Files.readAllLines(list))
                .startsWith("snp_id\tbatch_name\treasons")
                .hasSizeGreaterThan(1);
        assertThat(ended.err())
                .contains(" probesets are on X, Y or MT and skipped (sex_chromosomes=skip)")
                .containsPattern("warning: [0-9]+ probesets are not in .*list.tsv: they have no snp_id");
        Files.writeString(annotation, "P,x\n", StandardOpenOption.APPEND);
        Ended faulty = run("test", array, output, "--annotation", annotation, "-q");
        assertThat(faulty)
                .isEqualTo(new Ended(
                        3,
                        "chi2-homogeneity: " + annotation + ", line " + (ids.size() + 2)
                                + ", value \"P,x\": the row has 2 fields, the header has 4\n"));
        assertThat(run("test", array, annotation, "--annotation", annotation).exitCode())
                .isEqualTo(2);
        assertThat(run("test", array, output, "--annotation", directory.resolve("none"))
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void filesOfPlinkHaveChromosomesOfTheirOwn() throws IOException {
        String counts = "\tC(HOM A1)\tC(HET)\tC(HOM A2)\tC(HAP A1)\tC(HAP A2)\tC(MISSING)\n";
        for (String plate : List.of("b1", "b2")) {
            Files.writeString(
                    directory.resolve(plate + ".frqx"),
                    "CHR\tSNP\tA1\tA2" + counts + "1\trs1\tA\tG\t9\t9\t9\t0\t0\t1\n23\trs2\tA\tG\t9\t9\t9\t0\t0\t1\n");
        }
        Object[] words = {
            "test",
            directory.resolve("b1.frqx"),
            directory.resolve("b2.frqx"),
            directory.resolve("out.tsv"),
            "--format",
            "frqx",
            "--sex-chromosomes",
            "skip"
        };
        assertThat(run(words).err()).contains("1 probeset is on X, Y or MT and skipped");
        assertThat(Files.readAllLines(directory.resolve("out.tsv")))
                .extracting(line -> line.replaceFirst("^(.*?)\t.*(\t.*\t.*\t.*)$", "$1$2"))
                .containsExactly("probeset_id\tchromosome\tposition\tsnp_id", "rs1\t1\tNaN\t", "rs2\tX\tNaN\t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--sex-chromosomes report",
                "--exclusions list.tsv --ids snp_id",
                "--exclusions list.tsv --ids rs",
                "--ids probeset_id"
            })
    void whatHasNoEffectWithoutAnnotationIsRefused(String options) {
        Path array = TestData.resource("array_like/small_batch.tsv");
        Object[] words = Stream.concat(
                        Stream.of("test", array, directory.resolve("out.tsv")), Arrays.stream(options.split(" ", -1)))
                .toArray();
        assertThat(run(words).exitCode()).isEqualTo(2);
    }

    @Test
    void theLastOfSeveralInputsIsNotTakenForTheOutput() throws IOException {
        Path b01 = plate("b01", 10);
        Path b02 = plate("b02", 20);
        Path b03 = plate("b03", 30);
        Ended ended = run("test", b01, b02, b03);
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("'OUTPUT'; the last file, " + b03 + ", is called as an input is");
        assertThat(run("test", b01, "-", "-", "-").exitCode()).isEqualTo(2);
        assertThat(run("import", b01, b02, "-o", b02).exitCode()).isEqualTo(2);
    }

    @Test
    void aFaultOfOneOfSeveralFilesNamesIt() throws IOException {
        Path b01 = plate("b01", 10);
        Path b02 = plate("b02", -1);
        assertThat(run("test", b01, b02, directory.resolve("out.tsv"), "-q"))
                .isEqualTo(new Ended(
                        3,
                        "chi2-homogeneity: " + b02
                                + ", line 2, column n_BB, value \"-1\": a count must be a whole number,"
                                + " 0 or more, without spaces\n"));
        Path zstd =
                Files.write(directory.resolve("o.p1.gcount.zst"), new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd});
        assertThat(run("import", zstd, "-o", "-").err())
                .contains("unpack it: plink2 --zst-decompress " + zstd + " " + directory.resolve("o.p1.gcount"));
    }

    @Test
    void aBasicAnalysisSaysNothingOfFindings() {
        Path input = TestData.resource("malformed/clean/base.tsv");
        Ended ended = run("test", input, "/dev/null", "--n-simulations", 50, "--analysis", "basic");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.err()).contains("Probesets  ").doesNotContain("Findings", "inflation", "Exclusions");
    }

    @Test
    void namesThatPlinkCannotBeGivenAreWarnedOf() throws IOException {
        StringBuilder text = new StringBuilder("probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n");
        for (String probeset : List.of("good", "not good")) {
            for (String batch : List.of("b1", "b2", "b3")) {
                text.append(probeset).append('\t').append(batch).append('\t');
                text.append(batch.equals("b2") ? "20\t50\t20\t90" : "45\t90\t45\t0")
                        .append('\n');
            }
        }
        Path input = Files.writeString(directory.resolve("in.tsv"), text);
        Path list = directory.resolve("zero.txt");
        Ended ended = run(
                "test",
                input,
                directory.resolve("out.tsv"),
                "--exclusions",
                list,
                "--exclusions-format",
                "plink-zero-cluster",
                "--policy",
                "nocalls_p=1e-4,nocall_difference=0.02");
        assertThat(Files.readString(list)).isEqualTo("good\tb2\n");
        assertThat(ended.err().lines())
                .contains("warning: 1 lines are not in " + list
                        + ": PLINK can't be given names with white space or beyond ASCII");
    }

    @Test
    void comparesResultsAndFindings() throws IOException {
        Path before = result("before.tsv", "a 0.01", "b 0.01", "c 0.5", "d 0.9");
        Path after = gzip(result("after.tsv", "a 0.04", "b 0.06", "c 0.001", "e 0.2"));
        Path found = directory.resolve("found.tsv");
        Path more = directory.resolve("more.tsv");
        Path data = Files.writeString(directory.resolve("in.tsv"), """
            probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC
            P\tb1\t90\t0\t0\t0
            P\tb2\t0\t0\t90\t0
            Q\tb1\t30\t40\t20\t0
            Q\tb2\t15\t20\t10\t12
            """);
        assertThat(run("test", data, "/dev/null", "-q", "--findings", found, "--findings-alpha", 1e-9))
                .isEqualTo(new Ended(0, ""));
        assertThat(run("test", data, "/dev/null", "-q", "--findings", more)).isEqualTo(new Ended(0, ""));
        Path table = directory.resolve("table.tsv");
        Path changes = directory.resolve("changes.tsv");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Cli.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "compare",
                before.toString(),
                after.toString(),
                "-o",
                table.toString(),
                "--findings-before",
                found.toString(),
                "--findings-after",
                more.toString(),
                "--findings-output",
                changes.toString());
        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(out).hasToString("""
            Significant (p < 0.05) in both  1
            Significant before only         1
            Significant after only          1
            Significant in neither          2
            Probesets in BEFORE alone       1
            Probesets in AFTER alone        1
            Findings in both                2
            Findings gone                   0
            Findings new                    2
            """);
        assertThat(Files.readAllLines(table))
                .hasSize(6)
                .contains("b\tbefore\t0.01\t0.06\t-4.0\t-4.0", "e\tneither\t\t0.2\t\t-4.0");
        assertThat(Files.readAllLines(changes))
                .extracting(line -> line.split("\t")[2])
                .containsExactly("found", "both", "both", "after", "after");
    }

    @Test
    void comparesNothingButResults() throws IOException {
        Path good = result("good.tsv", "a 0.01");
        Path empty = Files.createFile(directory.resolve("empty.tsv"));
        assertThat(run("compare", empty, good))
                .isEqualTo(new Ended(3, "chi2-homogeneity: the result before, line 1: no column probeset_id\n"));
        Path unsorted = result("unsorted.tsv", "b 0.01", "a 0.01");
        Path table = directory.resolve("table.tsv");
        assertThat(run("compare", good, unsorted, "-o", table))
                .matches(ended -> ended.exitCode() == 3
                        && ended.err().startsWith("chi2-homogeneity: the result after, line 3: ")
                        && ended.err().lines().count() == 1);
        assertThat(table).doesNotExist();
        assertThat(run("compare", good, good, "--findings-before", good, "--findings-after", good))
                .matches(ended -> ended.exitCode() == 3 && ended.err().contains("the findings before, line 1"));
        Path whole = gzip(result("cut.tsv", "a 0.01", "b 0.5"));
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(directory.resolve("cut.tsv.gz"), Arrays.copyOf(bytes, bytes.length - 9));
        assertThat(run("compare", good, cut))
                .matches(ended -> ended.exitCode() == 3 && ended.err().contains("gzip stream"));
        assertThat(run("compare", good, directory.resolve("none")))
                .isEqualTo(new Ended(
                        1, "chi2-homogeneity: " + directory.resolve("none") + ": no such file or directory\n"));
    }

    private Path result(String name, String... rows) throws IOException {
        StringBuilder text = new StringBuilder("probeset_id\tpvalue\tln_pvalue\n");
        for (String row : rows) {
            text.append(row.replace(' ', '\t')).append("\t-4\n");
        }
        return Files.writeString(directory.resolve(name), text);
    }

    private static Path gzip(Path file) throws IOException {
        Path compressed = file.resolveSibling(file.getFileName() + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            Files.copy(file, out);
        }
        return compressed;
    }

    @Test
    void warnsWhereSimulatedPValuesAreTooCoarse() {
        Path input = TestData.resource("array_like/small_probeset.tsv");
        assertThat(run("test", input, "/dev/null", "--n-simulations", 20).err().lines())
                .filteredOn(line -> line.startsWith("warning: "))
                .singleElement()
                .asString()
                .contains("1/(20 + 1)")
                .contains("adaptive=true");
    }

    @Test
    void everythingButCommandsIsForTheService() {
        for (String service : List.of("", "serve", "serve --server.port=1", "--server.port=8081", "--debug")) {
            assertThat(Cli.isFor(service.isEmpty() ? new String[0] : service.split(" ")))
                    .as(service)
                    .isFalse();
        }
        for (String command : List.of("test a b", "help", "--help", "-h", "--version", "-V", "serve --help", "nope")) {
            assertThat(Cli.isFor(command.split(" "))).as(command).isTrue();
        }
    }

    @Test
    void progressLinesTellRateAndTimeLeft() {
        assertThat(ProgressLines.line(250, 1000, 5)).isEqualTo("250 of 1000 probesets (25.0 %), 50.0/s, 15 s left");
        assertThat(ProgressLines.line(0, 1000, 5)).isEqualTo("0 of 1000 probesets (0.0 %), 0.0/s");
    }
}

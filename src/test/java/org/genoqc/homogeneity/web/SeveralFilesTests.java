package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.library.ImportedCounts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Jobs of several files, and of the formats that have one for each genotyping batch. */
class SeveralFilesTests extends JobsApi {

    private static final List<String> BATCHES = List.of("b000", "b001", "b006");
    private static final String AXIOM_HEADER = "probeset_id\tn_AA\tn_AB\tn_BB\tn_NC\n";
    private static final String CALLED = "Ps.performance.txt";

    @TempDir
    private Path folder;

    private static List<Path> axiom() {
        return BATCHES.stream()
                .map(batch -> Path.of("examples/axiom", batch, CALLED))
                .toList();
    }

    private static List<Path> gcount() {
        return BATCHES.stream()
                .map(batch -> Path.of("examples/plink/plates." + batch + ".gcount"))
                .toList();
    }

    private static Form form(List<Path> files) {
        Form form = new Form().field("n_simulations", 200);
        files.forEach(file -> form.file("file", file.toString(), file));
        return form;
    }

    private static Form manifest(Form form, String text) {
        return form.part("form-data; name=\"manifest\"; filename=\"plates.tsv\"", BodyPublishers.ofString(text));
    }

    private static String rows(int number, int from) {
        StringBuilder rows = new StringBuilder(AXIOM_HEADER);
        IntStream.range(0, number)
                .forEach(row -> rows.append('P').append(from + row).append("\t30\t20\t10\t1\n"));
        return rows.toString();
    }

    private Path table(List<Path> files) throws Exception {
        Path table = folder.resolve("table.tsv");
        try (Writer out = Files.newBufferedWriter(table)) {
            ImportedCounts.read(InputFiles.of(files)).writeTsv(out);
        }
        return table;
    }

    private String text(String job, String list) {
        return client.get("/jobs/" + job + "/" + list).text();
    }

    private List<String> batchesOf(String job) {
        return lines(text(job, "genotyping-batches")).stream()
                .skip(1)
                .map(row -> row.substring(0, row.indexOf('\t')))
                .sorted()
                .toList();
    }

    private static List<Path> stored(String job) throws IOException {
        try (Stream<Path> files = Files.walk(folder(job))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder(job).relativize(file))
                    .filter(file -> file.toString().startsWith("input"))
                    .sorted()
                    .toList();
        }
    }

    private void assertResultsAreThoseOf(Form tableOfThem, List<Path> files) {
        String several = completed(form(files));
        String table = completed(tableOfThem);
        for (String list : List.of("result", "findings", "genotyping-batches")) {
            assertThat(text(several, list)).isEqualTo(text(table, list)).isNotBlank();
        }
    }

    @Test
    void filesOfAxiomGiveTheResultOfTheTableOfTheirCounts() throws Exception {
        assertResultsAreThoseOf(quick(table(axiom())), axiom());
    }

    /** Which has no chromosomes of its own. */
    @Test
    void filesOfPlinkGiveTheResultOfTheTableOfTheirCountsWithTheirChromosomes() throws Exception {
        assertResultsAreThoseOf(
                quick(table(gcount())).file("annotation", "chromosomes.tsv", gcount().getFirst()), gcount());
    }

    @Test
    void sexChromosomesOfFilesOfPlinkCanBeSkipped() {
        Form form = form(gcount()).field("sex_chromosomes", "skip");
        assertThat(client.post(form).problem(400).path("parameter").asString()).isEqualTo("sex_chromosomes");
        assertThat(client.submit(form.field("format", "gcount"))).isNotBlank();
    }

    @Test
    void anAnswerDescribesAllFiles() throws Exception {
        StringBuilder list = new StringBuilder();
        long bytes = 0;
        for (Path file : axiom()) {
            byte[] content = Files.readAllBytes(file);
            bytes += content.length;
            list.append(sha256(content))
                    .append("  ")
                    .append(file.getName(2))
                    .append('/')
                    .append(CALLED)
                    .append('\n');
        }
        String id = completed(form(axiom()).field("format", "axiom").field("best_probesets_only", true));
        JsonNode job = client.job(id);
        JsonNode input = job.path("input");
        assertThat(input.path("name").asString()).isEqualTo(CALLED);
        assertThat(input.path("files").asInt()).isEqualTo(3);
        assertThat(input.path("bytes").asLong()).isEqualTo(bytes);
        assertThat(input.path("sha256").asString())
                .isEqualTo(sha256(list.toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(job.at("/parameters/format").asString()).isEqualTo("axiom");
        assertThat(job.at("/parameters/best_probesets_only").asBoolean()).isTrue();
        client.delete("/jobs/" + id);
        assertThat(folder(id)).doesNotExist();
    }

    @Test
    void namesAreKeptToTheirLastFolderAndAreNeverPaths() throws IOException {
        List<String> names = List.of(
                "../../run/b01/" + CALLED,
                "C:\\\\run\\\\b02\\\\" + CALLED,
                "/b\u000103/../../b03/" + CALLED,
                "b04/" + CALLED);
        Form form = new Form().field("n_simulations", 20);
        names.forEach(name -> form.text(name, rows(3, 0)));
        String id = completed(form);
        assertThat(batchesOf(id)).containsExactly("b01", "b02", "b03", "b04");
        assertThat(stored(id))
                .containsExactly(
                        Path.of("input.d/00001"),
                        Path.of("input.d/00002"),
                        Path.of("input.d/00003"),
                        Path.of("input.d/00004"),
                        Path.of("input.json"));
    }

    @Test
    void twoFilesOfOneGenotypingBatchAreRefusedByBothNames() {
        JsonNode problem = client.post(
                        form(axiom()).text("other/b000/" + CALLED, rows(3, 0)).field("format", "axiom"))
                .problem(422);
        JsonNode error = problem.path("errors").path(0);
        assertThat(error.path("file").asString()).isEqualTo("b000/" + CALLED);
        assertThat(error.path("code").asString()).isEqualTo("duplicate");
        assertThat(error.path("message").asString())
                .startsWith("b000/" + CALLED + ", line 1, ")
                .contains("the same genotyping batch as b000/" + CALLED);
    }

    @Test
    void aManifestSaysWhichGenotypingBatchAFileIsOf() throws IOException {
        String rows = "file\tbatch_name\nplates.b000.gcount\tone\nplates.b001.gcount\ttwo\n";
        String id = completed(manifest(form(gcount()), rows + "plates.b006.gcount\tthree\n"));
        assertThat(batchesOf(id)).containsExactly("one", "three", "two");
        assertThat(stored(id)).contains(Path.of("input.d/manifest"));
        JsonNode error = client.post(manifest(form(gcount()), rows))
                .problem(422)
                .path("errors")
                .path(0);
        assertThat(error.path("file").asString()).isEqualTo("plates.tsv");
        assertThat(error.path("value").asString()).isEqualTo("plink/plates.b006.gcount");
        client.post(manifest(quick(array()), rows)).problem(422);
    }

    @Test
    void aFaultNamesItsFile() {
        Form form = form(axiom().subList(0, 2)).text("b002/" + CALLED, AXIOM_HEADER + "P1\t1\t2.5\t3\t0\n");
        JsonNode error = client.post(form).problem(422).path("errors").path(0);
        assertThat(error.path("file").asString()).isEqualTo("b002/" + CALLED);
        assertThat(error.path("line").asLong()).isEqualTo(2);
        assertThat(error.path("column").asString()).isEqualTo("n_AB");
        JsonNode ofSingle = client.post(quick(Path.of("src/test/resources/malformed/m07_fraction.tsv")))
                .problem(422);
        assertThat(ofSingle.path("errors").path(0).has("file")).isFalse();
    }

    @Test
    void aFaultFarDownInOneOfThemEndsTheJobAndNamesIt() {
        Form form = new Form().text("b01/" + CALLED, rows(30_000, 0));
        form.text("b02/" + CALLED, rows(30_000, 0) + "P30000\t1\t-2\t3\t0\n");
        String id = client.submit(form.field("n_simulations", 20));
        JsonNode error = client.awaitEnd(id).path("error").path("errors").path(0);
        assertThat(error.path("file").asString()).isEqualTo("b02/" + CALLED);
        assertThat(error.path("line").asLong()).isEqualTo(30_002);
        assertThat(client.get("/jobs/" + id + "/result")
                        .problem(409)
                        .at("/errors/0/file")
                        .asString())
                .isEqualTo("b02/" + CALLED);
    }

    @Test
    void severalFilesAreValidatedWithoutAJob() throws IOException {
        long folders = folders();
        JsonNode validation =
                client.post(form(gcount()).field("validate_only", true)).json();
        assertThat(validation.path("genotyping_batches").asInt()).isEqualTo(3);
        assertThat(validation.path("rows").asInt()).isEqualTo(180);
        client.post(form(gcount().subList(0, 1)).text("x.gcount", "no header\n").field("validate_only", true))
                .problem(422);
        assertThat(folders()).isEqualTo(folders);
    }

    @Test
    void theSameFilesWithTheSameKeyAreTheSameJob() {
        String first =
                client.post(form(axiom()), "three-plates").json().path("id").asString();
        assertThat(client.post(form(axiom()), "three-plates").json().path("id").asString())
                .isEqualTo(first);
        // other names are other genotyping batches
        Form renamed = new Form().field("n_simulations", 200);
        axiom().forEach(file -> renamed.file("file", "x" + file.getName(2) + "/" + CALLED, file));
        client.post(renamed, "three-plates").problem(422);
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 2000})
    void hundredsOfFilesAreAJob(int files) {
        Form form = new Form().field("n_simulations", 20).field("analysis", "basic");
        for (int i = 0; i < files; i++) {
            form.text("plate" + i + "/" + CALLED, rows(2, 0));
        }
        String id = completed(form);
        assertThat(client.job(id).at("/data_set/genotyping_batches").asInt()).isEqualTo(files);
    }

    @Test
    void moreFilesThanATomcatTakesAreRefused() {
        Form form = new Form();
        for (int i = 0; i < 10_001; i++) {
            form.text("f" + i, "");
        }
        client.post(form).problem();
    }

    @ParameterizedTest
    @CsvSource({"format, csv", "format, TSV", "best_probesets_only, 1", "manifest, x", "file, x"})
    void badFieldsAreRefused(String name, String value) {
        client.post(form(axiom()).field(name, value)).problem(400);
    }

    @Test
    void formsWithoutTheRightPartsAreRefused() {
        client.post(new Form().field("format", "axiom")).problem(400);
        client.post(manifest(new Form(), "file\tbatch_name\n")).problem(400);
        client.post(manifest(manifest(form(axiom()), "file\tbatch_name\n"), "file\tbatch_name\n"))
                .problem(400);
        client.post(form(axiom()).file("other", "x", axiom().getFirst())).problem(400);
        client.post(manifest(form(axiom()), "")).problem(422);
        client.post(form(axiom()).text("", "")).problem(422);
        client.post(new Form().text("", rows(2, 0)).text("", rows(2, 0))).problem(422);
        client.post(form(axiom()).file(gcount().getFirst())).problem(422);
        client.post(form(axiom()).field("format", "gcount")).problem(422);
        client.post(form(gcount()).field("best_probesets_only", true)).problem(422);
    }
}

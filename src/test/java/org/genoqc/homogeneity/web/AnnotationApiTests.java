package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Jobs with an annotation. */
class AnnotationApiTests extends JobsApi {

    private static final Path SAMPLE = Path.of("examples/sample.tsv");
    private static final String CSV_HEADER = "\"Probe Set ID\",\"Chromosome\",\"Physical Position\",\"dbSNP RS ID\"\n";

    private static Form annotated(Form form, String annotation) {
        return form.part("form-data; name=\"annotation\"; filename=\"Axiom.csv\"", BodyPublishers.ofString(annotation));
    }

    /** Every eighth probeset is on X, every fifth has no SNP. */
    private static String annotation() {
        int[] number = {0};
        return TestData.rows(SAMPLE).stream()
                .map(row -> row.getOrDefault("probeset_id", ""))
                .distinct()
                .map(id -> {
                    int i = number[0]++;
                    return "\"%s\",\"%s\",\"%d\",\"%s\"\n"
                            .formatted(id, i % 8 == 0 ? "X" : "1", i, i % 5 == 0 ? "---" : "rs" + id.substring(3));
                })
                .collect(Collectors.joining("", "#%genome-version=hg38\n" + CSV_HEADER, ""));
    }

    private static Form form() {
        return new Form().file(SAMPLE).field("n_simulations", 100);
    }

    private String text(String id, String path) {
        return client.get("/jobs/" + id + path).text();
    }

    @Test
    void resultAndFindingsSayWhereAProbesetIsAndListsCallItByItsSnp() {
        String id = completed(annotated(form(), annotation()));
        String plain = completed(form());
        List<String> rows = lines(text(id, "/result"));
        assertThat(rows.getFirst()).endsWith("\tpvalue_bonferroni\tchromosome\tposition\tsnp_id");
        assertThat(rows.get(1)).startsWith("AX-10000000\t").endsWith("\tX\t0\t");
        assertThat(rows.stream().map(row -> row.replaceFirst("(\t[^\t]*){3}$", "")))
                .isEqualTo(lines(text(plain, "/result")));
        assertThat(client.job(id).path("warnings").path(0).asString()).startsWith("63 probesets are on X, Y or MT, ");
        JsonNode finding = client.get("/jobs/" + id + "/findings?limit=1", "Accept", "application/json")
                .json()
                .path("findings")
                .path(0);
        assertThat(finding.path("chromosome").asString()).isIn("X", "1");
        assertThat(finding.path("position").isIntegralNumber()).isTrue();
        assertThat(client.get("/jobs/" + id + "/result?format=parquet").status())
                .isEqualTo(200);

        List<String> byProbeset = lines(text(id, "/exclusions?format=tsv"));
        JsonNode counts = client.get("/jobs/" + id + "/exclusions?ids=snp_id").json();
        assertThat(counts.path("ids").asString()).isEqualTo("snp_id");
        long without = counts.at("/counts/left_out_without_id").asLong();
        List<String> bySnp = lines(text(id, "/exclusions?format=tsv&ids=snp_id"));
        assertThat(bySnp.getFirst()).isEqualTo("snp_id\tbatch_name\treasons");
        assertThat(bySnp).hasSize(byProbeset.size() - (int) without).hasSizeGreaterThan(2);
        assertThat(bySnp.subList(1, bySnp.size()).stream().map(row -> "AX-" + row.substring(2)))
                .isSubsetOf(byProbeset);
        assertThat(client.get("/jobs/" + plain + "/exclusions?ids=snp_id")
                        .problem(400)
                        .path("detail")
                        .asString())
                .isEqualTo("ids must be probeset_id where the job has no annotation, not \"snp_id\"");
        client.get("/jobs/" + id + "/exclusions?ids=rs").problem(400);
    }

    @Test
    void sexChromosomesAreSkippedOnDemand() {
        JsonNode job = client.job(completed(annotated(form(), annotation()).field("sex_chromosomes", "skip")));
        assertThat(job.at("/parameters/sex_chromosomes").asString()).isEqualTo("skip");
        assertThat(job.at("/probesets/skipped").asInt()).isGreaterThanOrEqualTo(63);
        String id = job.path("id").asString();
        assertThat(elements(client.get("/jobs/" + id + "/summary").json().path("skipped"))
                        .filter(skipped -> skipped.path("reason").asString().startsWith("On X, Y or MT")))
                .hasSize(63);
        client.get("/jobs/" + id + "/report.html");
    }

    @Test
    void theFileIsKeptBesideTheData() throws IOException {
        String id = completed(annotated(tiny(), "probeset_id\tchromosome\nP1\t1\n"));
        assertThat(Files.readString(folder(id).resolve("input.d/annotation"))).endsWith("P1\t1\n");
        assertThat(folder(id).resolve("input.d/00001")).exists();
        assertThat(Files.readString(folder(id).resolve("input.json"))).contains("\"annotation\":\"Axiom.csv\"");
        JsonNode input = client.job(id).path("input");
        assertThat(input.path("files").asInt()).isEqualTo(1);
        assertThat(input.path("name").asString()).isEqualTo("base.tsv");
        client.delete("/jobs/" + id);
        assertThat(folder(id)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "probeset_id,position\\nP1,1\\nP2,x\\n | 3 | position | x | place",
                "probeset_id,position\\nP2,1,2\\n | 2 | | P2,1,2 | fields",
                "gene,position\\n | 1 | probeset_id | gene position | header",
                "probeset_id,snp_id\\nP,1\\n\"P,2\\n | 3 | | | quote"
            })
    void aFaultyAnnotationIsRefusedAtOnce(String text, long line, String column, String value, String code) {
        for (boolean validateOnly : new boolean[] {true, false}) {
            JsonNode error = client.post(
                            annotated(tiny(), text.replace("\\n", "\n")).field("validate_only", validateOnly))
                    .problem(422)
                    .path("errors")
                    .path(0);
            assertThat(error.path("file").asString()).isEqualTo("Axiom.csv");
            assertThat(error.path("line").asLong()).isEqualTo(line);
            assertThat(error.path("column").asString(null)).isEqualTo(column);
            assertThat(error.path("value").asString(null)).isEqualTo(value);
            assertThat(error.path("code").asString()).isEqualTo(code);
        }
    }

    @Test
    void aFaultFarDownEndsTheJob() {
        String rows = "P\t1\n".repeat(30_000);
        String id = client.submit(annotated(tiny(), "probeset_id\tposition\n" + rows + "P\t-1\n"));
        JsonNode job = client.awaitEnd(id);
        assertThat(job.path("state").asString()).isEqualTo("EXECUTOR_ERROR");
        assertThat(job.at("/error/errors/0/file").asString()).isEqualTo("Axiom.csv");
        assertThat(job.at("/error/errors/0/line").asLong()).isEqualTo(30_002);
    }

    @Test
    void whatHasNoEffectIsRefused() {
        assertThat(client.post(tiny().field("sex_chromosomes", "report"))
                        .problem(400)
                        .path("detail")
                        .asString())
                .isEqualTo("sex_chromosomes has no effect without annotation, or format=gcount or frqx");
        client.post(annotated(tiny(), "probeset_id\tposition\n").field("sex_chromosomes", "keep"))
                .problem(400);
        client.post(annotated(annotated(tiny(), "probeset_id\tposition\n"), "probeset_id\tposition\n"))
                .problem(400);
        client.post(tiny().field("annotation", "x")).problem(400);
    }

    @Test
    void anotherAnnotationIsAnotherSubmission() {
        String first = client.post(annotated(tiny(), "probeset_id\tposition\nP1\t1\n"), "annotated")
                .json()
                .path("id")
                .asString();
        assertThat(client.post(annotated(tiny(), "probeset_id\tposition\nP1\t1\n"), "annotated")
                        .json()
                        .path("id")
                        .asString())
                .isEqualTo(first);
        client.post(annotated(tiny(), "probeset_id\tposition\nP1\t2\n"), "annotated")
                .problem(422);
        client.post(tiny(), "annotated").problem(422);
    }
}

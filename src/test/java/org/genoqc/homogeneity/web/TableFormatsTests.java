package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.parquet.ParquetWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of a job in other formats than TSV and JSON. */
class TableFormatsTests extends JobsApi {

    private static final String PARQUET = "application/vnd.apache.parquet";

    @TempDir
    private Path folder;

    private Answer get(String path, String... headers) {
        Answer answer = client.get("/jobs/" + arrayJob() + path, headers);
        assertThat(answer.status()).as(answer::text).isEqualTo(200);
        return answer;
    }

    /** The TSV as Parquet, whose content is looked at in {@code ParquetWriterTests}. */
    private byte[] parquet(Answer tsv) throws IOException {
        Path file = folder.resolve("expected.parquet");
        try (Writer out = new ParquetWriter(Files.newOutputStream(file))) {
            out.write(tsv.text());
        }
        return Files.readAllBytes(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/result", "/findings", "/genotyping-batches"})
    void aTableIsParquetWhereTheFormatOrAcceptSaysSo(String table) throws IOException {
        byte[] expected = parquet(get(table));
        for (Answer answer : List.of(
                get(table + "?format=parquet"),
                get(table + "?format=parquet", "Accept", "application/json"),
                get(table, "Accept", PARQUET),
                get(table, "Accept", PARQUET, "Accept-Encoding", "gzip"),
                get(table, "Accept", "text/html;q=0.1, " + PARQUET))) {
            assertThat(answer.header("Content-Type")).isEqualTo(PARQUET);
            assertThat(answer.body()).isEqualTo(expected);
            assertThat(answer.header("Content-Disposition")).contains("small_batch." + table.substring(1) + ".parquet");
            assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        }
        assertThat(get(table, "Accept", "*/*").text())
                .startsWith(table.equals("/genotyping-batches") ? "batch" : "probe");
        assertThat(get(table + "?format=tsv").text()).isEqualTo(get(table).text());
    }

    @Test
    void aParquetFileIsKnownByItsETagAndSentInRanges() {
        String path = "/jobs/" + arrayJob() + "/result?format=parquet";
        Answer whole = client.get(path);
        String etag = whole.header("ETag");
        assertThat(etag).isNotEqualTo(get("/result").header("ETag"));
        assertThat(whole.header("Vary")).contains("Accept");
        assertThat(client.get(path, "If-None-Match", etag).status()).isEqualTo(304);
        Answer part = client.get(path, "Range", "bytes=100-199", "If-Range", etag);
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 100, 200));
        assertThat(client.get(path, "Range", "bytes=100-199", "If-Range", "\"x\"")
                        .body())
                .isEqualTo(whole.body());
        assertThat(client.get(path, "Range", "bytes=99999999999-").status()).isEqualTo(416);
    }

    @Test
    void manyWhoAskAtOnceGetTheSameFileAndLeaveNothingElseBehind() throws IOException {
        String job = completed(quick(array()));
        List<byte[]> bodies = IntStream.range(0, 12)
                .parallel()
                .mapToObj(i -> client.get("/jobs/" + job + "/result?format=parquet"))
                .map(Answer::body)
                .toList();
        assertThat(bodies).allSatisfy(body -> assertThat(body).isEqualTo(bodies.getFirst()));
        try (Stream<Path> files = Files.list(folder(job))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("result.parquet")
                    .noneMatch(name -> name.endsWith(".tmp"));
        }
        client.delete("/jobs/" + job);
        assertThat(client.get("/jobs/" + job + "/result?format=parquet").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/result?format=csv, format",
        "/findings?format=PARQUET, format",
        "/genotyping-batches?format=multiqc, format",
        "/findings?format=parquet&batch=b1, batch",
        "/findings?format=parquet&probeset=P1, probeset",
        "/findings?format=parquet&kind=calls, kind"
    })
    void aFormatThatThereIsNotAndFiltersOfParquetAreRefused(String path, String parameter) {
        Answer answer = client.get("/jobs/" + arrayJob() + path);
        assertThat(answer.problem(400).path("parameter").asString()).isEqualTo(parameter);
    }

    @Test
    void thereIsNoParquetOfWhatIsNotThere() {
        String basic = completed(tiny().field("analysis", "basic"));
        for (String table : List.of("/findings", "/genotyping-batches")) {
            assertThat(client.get("/jobs/" + basic + table, "Accept", PARQUET).status())
                    .isEqualTo(409);
            assertThat(client.get("/jobs/" + basic + table + "?format=parquet")
                            .problem(409)
                            .path("title")
                            .asString())
                    .isEqualTo("No findings");
        }
        assertThat(client.get("/jobs/" + basic + "/genotyping-batches?format=multiqc-findings")
                        .status())
                .isEqualTo(409);
        assertThat(client.get("/jobs/" + basic + "/result?format=parquet").status())
                .isEqualTo(200);
        assertThat(client.get("/jobs/unknown/result?format=parquet").status()).isEqualTo(404);
        String waiting = client.submit(endless());
        assertThat(client.get("/jobs/" + waiting + "/result", "Accept", PARQUET)
                        .problem(409)
                        .path("title")
                        .asString())
                .isEqualTo("No result");
        cancelAndAwait(waiting);
    }

    @Test
    void theGenotypingBatchesAreSectionsOfAMultiQcReport() {
        int batches = lines(get("/genotyping-batches").text()).size() - 1;
        for (String section : List.of("report-card", "findings")) {
            Answer answer = get("/genotyping-batches?format=multiqc-" + section, "Accept", "*/*");
            assertThat(answer.header("Content-Disposition")).contains("small_batch." + section + "_mqc.json");
            assertThat(answer.json().path("data").size()).isEqualTo(batches);
        }
    }
}

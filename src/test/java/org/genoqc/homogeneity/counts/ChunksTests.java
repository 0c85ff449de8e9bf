package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks of lines: the short way through them and the way by the CSV parser say the same. */
class ChunksTests {

    private static final String HEADER = "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "array_like/small_shuffled.tsv",
                "array_like/small_batch.tsv",
                "small_exact.tsv",
                "malformed/m04_extra_columns.tsv",
                "malformed/m05_reordered_columns.tsv",
                "malformed/m08_integral_float.tsv",
                "malformed/m17_leading_zeros.tsv",
                "malformed/m20_crlf.tsv",
                "malformed/m25_blank_line_middle.tsv",
                "malformed/m46_formula_ids.tsv",
                "malformed/m23_trailing_blank_lines.tsv"
            })
    void theShortWayReadsWhatTheParserReads(String file) throws IOException {
        byte[] text = Files.readAllBytes(TestData.resource(file));
        ParsedChunk whole = CsvLines.parse(body(text), layout(text), Long.MAX_VALUE);
        ParsedChunk plain = PlainLines.parse(body(text), layout(text), IdPool.Known.NOTHING);
        assertThat(plain).isNotNull();
        assertThat(rows(plain)).isEqualTo(rows(whole));
        assertThat(plain.lines()).isEqualTo(whole.lines());
        assertThat(plain.rows().largestCount()).isEqualTo(whole.rows().largestCount());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m07_fraction",
                "m10_nan",
                "m11_na",
                "m13_text_in_count",
                "m14_overflow_2_63",
                "m16_plus_sign_spaces",
                "m26_quoted_fields",
                "m28_ids_unicode",
                "m29_tab_in_quoted_id",
                "m37_ragged_too_few",
                "m38_ragged_too_many",
                "m40_comment_in_body",
                "m47_nul_byte",
                "m52_empty_probeset_id",
                "m53_empty_batch_name"
            })
    void theShortWayLeavesWhatIsNotUsualToTheParser(String file) throws IOException {
        byte[] text = Files.readAllBytes(TestData.resource("malformed/" + file + ".tsv"));
        assertThat(PlainLines.parse(body(text), layout(text), IdPool.Known.NOTHING))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"4, 3", "3, 0", "5, 0", "8, 0", "100, 0"})
    void theFirstProbesetsThatAreThoseExpectedAreKnown(int first, int known) throws IOException {
        IdPool pool = new IdPool();
        // P70 begins as P7 does
        List.of("P0", "P1", "P2", "P3", "P4", "P6", "P5", "P70").forEach(pool::add);
        assertThatSoManyAreKnown(known, first, pool.knownFrom(first));
    }

    @Test
    void whatWasNotThereWhenItWasExpectedIsNotKnown() throws IOException {
        IdPool pool = new IdPool();
        List.of("P4", "P6").forEach(pool::add);
        IdPool.Known expected = pool.knownFrom(0);
        IntStream.range(0, 1000).forEach(i -> pool.add("P" + (5 + i)));
        assertThatSoManyAreKnown(2, 0, expected);
        assertThatSoManyAreKnown(4, 0, pool.knownFrom(0));
    }

    private static void assertThatSoManyAreKnown(int known, int first, IdPool.Known expected) throws IOException {
        byte[] text = ("probeset_id\tn_AA\tn_AB\tn_BB\tn_NC\n"
                        + "P4\t1\t2\t3\t4\nP6\t5\t6\t7\t8\nP5\t9\t10\t11\t12\nP7\t0\t0\t0\t70000\n")
                .getBytes(StandardCharsets.UTF_8);
        Layout layout = layout(InputFormat.AXIOM, text);
        ParsedChunk parsed = PlainLines.parse(body(text), layout, expected);
        assertThat(parsed).isNotNull();
        assertThat(parsed.rows().knownProbesets())
                .containsExactly(IntStream.range(first, first + known).toArray());
        assertThat(rows(parsed, List.of("P4", "P6", "P5", "P7")))
                .isEqualTo(rows(CsvLines.parse(body(text), layout, Long.MAX_VALUE)));
    }

    @Test
    void linesAreCountedAcrossChunks() throws IOException {
        int rows = 500_000;
        String text = "# a comment\n" + HEADER + threeChunksOf(rows);
        Path good = Files.writeString(directory.resolve("good.tsv"), text);
        assertThat(read(good).rows()).isEqualTo(rows);
        assertThat(read(good).probesetId(249_999)).isEqualTo("P249999");
        Path bad = Files.writeString(
                directory.resolve("bad.tsv"),
                text + "P1\tb1\t1\t-2\t3\t4\nP1\t\"b1\"\t1\t2\t3\tx\nP000000\tb0\t1\t2\t3\t4\n");
        assertThat(faultsOf(bad)).extracting(InputFault::line).containsExactly(rows + 3L, rows + 4L);
        Path repeated = Files.writeString(directory.resolve("repeated.tsv"), text + "P000000\tb0\t1\t2\t3\t4\n");
        assertThat(faultsOf(repeated))
                .extracting(InputFault::message)
                .containsExactly("line " + (rows + 3)
                        + ", column batch_name, value \"b0\": probeset P000000 already has a row for this"
                        + " genotyping batch on line 3");
    }

    private static String threeChunksOf(int rows) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            text.append("P%06d\tb%d\t1\t2\t3\t4\n".formatted(row / 2, row % 2));
        }
        assertThat(text.length()).isGreaterThan(2 * LineChunks.CHUNK);
        return text.toString();
    }

    /** It is asked for only after reading has asked twice, so that a test before the first chunk is not enough. */
    @Test
    void cancellationIsLookedAtBetweenChunks() throws IOException {
        Path file = Files.writeString(directory.resolve("long.tsv"), HEADER + threeChunksOf(500_000));
        AtomicInteger asked = new AtomicInteger();
        Cancellation afterTwoQuestions = () -> asked.incrementAndGet() > 2;
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> new CountsReader(share, afterTwoQuestions).read(file));
        }
        assertThat(asked).hasValue(3);
    }

    @Test
    void aFaultOfTheTextNamesTheColumn() throws IOException {
        assertThat(faultsOf(TestData.resource("malformed/m47_nul_byte.tsv")))
                .extracting(InputFault::line, InputFault::column)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(3L, "probeset_id"));
    }

    private static ProbesetCounts read(Path file) throws IOException {
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
            return new CountsReader(share, Cancellation.NEVER).read(file);
        }
    }

    private static List<InputFault> faultsOf(Path file) {
        return catchThrowableOfType(InvalidInputException.class, () -> read(file))
                .faults();
    }

    private static Layout layout(byte[] text) throws IOException {
        return layout(InputFormat.TSV, text);
    }

    private static Layout layout(InputFormat format, byte[] text) throws IOException {
        return Formats.layout(
                format,
                HeaderLine.of(
                        new ByteArrayInputStream(text), HeapBudget.ofThisJvm().share()),
                FileBatch.of(""),
                false);
    }

    private static byte[] body(byte[] text) {
        String all = new String(text, StandardCharsets.UTF_8);
        return all.substring(all.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> rows(ParsedChunk chunk) {
        return rows(chunk, List.of());
    }

    /** @param names of the probesets that are known, which the chunk does not have */
    private static List<String> rows(ParsedChunk chunk, List<String> names) {
        List<String> rows = new ArrayList<>();
        int known = chunk.rows().knownProbesets().length;
        for (int row = 0; row < chunk.rows().size(); row++) {
            int probeset = chunk.rows().probeset(row);
            StringBuilder text = new StringBuilder(
                            probeset < known
                                    ? names.get(probeset)
                                    : chunk.rows().probesets().text(probeset - known))
                    .append(' ')
                    .append(chunk.rows().batches().text(chunk.rows().batch(row)));
            for (int i = 0; i < 4; i++) {
                text.append(' ').append(chunk.rows().counts().get(4 * row + i));
            }
            rows.add(text.toString());
        }
        return rows;
    }
}

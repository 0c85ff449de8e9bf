package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CountsReaderTests {

    private static final String HEADER = "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n";

    @TempDir
    private Path directory;

    static List<Map<String, String>> manifest() {
        return TestData.rows(TestData.resource("malformed/manifest.tsv")).stream()
                .filter(row ->
                        Files.exists(TestData.resource("malformed/manifest.tsv").resolveSibling(row.get("file"))))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("manifest")
    void doesWithEveryOddFileWhatTheManifestSays(Map<String, String> odd) throws IOException {
        Path file = TestData.resource("malformed/" + odd.get("file"));
        if (odd.get("expect").equals("reject")) {
            assertThat(faultsOf(file)).isNotEmpty().allSatisfy(fault -> {
                assertThat(fault.line()).isPositive();
                assertThat(fault.rule()).isNotBlank();
            });
        } else {
            Path clean = TestData.resource("malformed/" + odd.get("equivalent_clean_file"));
            if (odd.get("file").startsWith("m55")) {
                assertThat(cleanedContents(read(file))).isEqualTo(cleanedContents(read(clean)));
            } else {
                assertThat(contents(read(file))).isEqualTo(contents(read(clean)));
            }
        }
    }

    @Test
    void theManifestIsThere() {
        assertThat(manifest()).hasSize(36);
    }

    @Test
    void namesLineColumnAndValueOfEveryFault() {
        assertThat(faultsOf(file(HEADER + "P1\tb1\t1\t2.5\t3\t-4\nP1\tb2\t1\t2\t3\n\tb2\t1\t2\t3\tx y\n")))
                .extracting(InputFault::message)
                .containsExactly(
                        "line 2, column n_AB, value \"2.5\": a count must be a whole number, 0 or more, without spaces",
                        "line 2, column n_NC, value \"-4\": a count must be a whole number, 0 or more, without spaces",
                        "line 3, value \"P1\\u0009b2\\u00091\\u00092\\u00093\": the row has 5 fields, the header has 6",
                        "line 4, column probeset_id, value \"\": probeset_id must not be empty",
                        "line 4, column n_NC, value \"x y\": a count must be a whole number, 0 or more, without"
                                + " spaces");
    }

    @Test
    void countsCommentAndBlankLinesInTheLineNumbers() {
        assertThat(faultsOf(file(
                        "# made by a tool\r\n\r\n#\r\n" + HEADER + "P1\tb1\t1\t2\t3\t4\r\n\r\nP1\tb2\t1\t2\t3\t?\n")))
                .extracting(InputFault::line)
                .containsExactly(7L);
    }

    @Test
    void stopsAtTheHundredthFault() {
        assertThat(faultsOf(file(HEADER + "P1\tb1\t1\t2\t3\tx\n".repeat(1000)))).hasSize(100);
    }

    @Test
    void namesBothLinesOfARepeatedRow() {
        assertThat(faultsOf(file(HEADER + "P2\tb1\t1\t1\t1\t1\nP1\tb1\t1\t2\t3\t4\nP2\tb1\t1\t1\t1\t1\n")))
                .extracting(InputFault::message)
                .containsExactly("line 4, column batch_name, value \"b1\": probeset P2 "
                        + "already has a row for this genotyping batch on line 2");
    }

    @Test
    void reportsFaultsBeforeABrokenCharacterTogetherWithIt() {
        byte[] text = (HEADER + "P1\tb1\tx\t2\t3\t4\nP?\tb1\t1\t2\t3\t4\n").getBytes(StandardCharsets.UTF_8);
        text[HEADER.length() + 15] = (byte) 0xff;
        assertThat(faultsOf(file(text)))
                .extracting(InputFault::line, InputFault::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2L, "x"), org.assertj.core.groups.Tuple.tuple(3L, "0xff"));
    }

    @Test
    void refusesALineEndWithinQuotes() {
        assertThat(faultsOf(file(HEADER + "\"P1\n\"\tb1\t1\t2\t3\t4\n")))
                .extracting(InputFault::rule)
                .containsExactly("a quoted field must end on the line where it begins");
    }

    @ParameterizedTest
    @CsvSource({
        "50,50",
        "0050,50",
        "50.0,50",
        "50.,50",
        "5e1,50",
        "1e+05,100000",
        "1.5E2,150",
        "0.0,0",
        "9007199254740992,9007199254740992",
        "000000000000000000000007,7"
    })
    void acceptsEveryUsualSpellingOfAWholeNumber(String text, long count) {
        assertThat(CountText.parse(text)).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource({
        "-1", "+1", "1.5", "1e-1", "NaN", "NA", "''", "' 1'", "0x10", "1_000", "'1,000'", "e5", ".", "1e9999", "\u0661"
    })
    void refusesWhatIsNoWholeNumber(String text) {
        assertThat(CountText.parse(text)).isEqualTo(CountText.NOT_A_COUNT);
    }

    @ParameterizedTest
    @CsvSource({"9007199254740993", "9223372036854775808", "1e999", "99999999999999999999999999"})
    void refusesCountsBeyondTheDoubles(String text) {
        assertThat(CountText.parse(text)).isEqualTo(CountText.TOO_LARGE);
    }

    @Test
    void keepsCountsOfAnySizeWhateverTheOrderOfTheRows() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int probeset = 0; probeset < 3000; probeset++) {
            for (int batch = 0; batch < 5; batch++) {
                long large = probeset % 100 == 0 ? 1L << 40 : probeset % 10 == 0 ? 1L << 20 : 7;
                rows.add("P%04d\tb%d\t%d\t%d\t0\t%d".formatted(probeset, batch, probeset, batch, large + batch));
            }
        }
        ProbesetCounts ordered = read(file(HEADER + String.join("\n", rows)));
        Collections.shuffle(rows, new Random(7));
        assertThat(contents(read(file(HEADER + String.join("\n", rows))))).isEqualTo(contents(ordered));
        assertThat(ordered.table(2900).count(4, 3)).isEqualTo((1L << 40) + 4);
        assertThat(ordered.table(10).count(0, 3)).isEqualTo(1L << 20);
    }

    @Test
    void sortsIdsByCodePoint() throws IOException {
        ProbesetCounts counts = read(file(
                HEADER + "\uffee\tb\t1\t1\t1\t1\n\ud83d\ude00\tb\t1\t1\t1\t1\na\tb\t1\t1\t1\t1\nB\tb\t1\t1\t1\t1\n"));
        assertThat(List.of(counts.probesetId(0), counts.probesetId(1), counts.probesetId(2), counts.probesetId(3)))
                .containsExactly("B", "a", "\uffee", "\ud83d\ude00");
    }

    @Test
    void warnsOfProbesetsThatLackGenotypingBatches() throws IOException {
        assertThat(read(TestData.resource("malformed/m44_probeset_missing_in_batches.tsv"))
                        .warnings())
                .singleElement()
                .asString()
                .contains("1 probeset has no row")
                .contains("PS002, 2 of 4");
    }

    @Test
    void refusesWhatDoesNotFitTheHeap() {
        HeapBudget budget = new HeapBudget(1_000_000);
        Path file = TestData.resource("array_like/small_batch.tsv");
        try (HeapBudget.Share share = budget.share()) {
            assertThatExceptionOfType(HeapBudgetExceededException.class)
                    .isThrownBy(() -> new CountsReader(share, Cancellation.NEVER).read(file))
                    .matches(e -> !e.mayFitLater());
        }
    }

    private ProbesetCounts read(Path file) throws IOException {
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
            return new CountsReader(share, Cancellation.NEVER).read(file);
        }
    }

    private List<InputFault> faultsOf(Path file) {
        InvalidInputException e = catchThrowableOfType(InvalidInputException.class, () -> read(file));
        assertThat(e).as("the file is refused").isNotNull();
        return e.faults();
    }

    private Path file(String text) {
        return file(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(byte[] bytes) {
        try {
            return Files.write(Files.createTempFile(directory, "counts", ".tsv"), bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> contents(ProbesetCounts counts) {
        List<String> contents = new ArrayList<>();
        for (int probeset = 0; probeset < counts.probesets(); probeset++) {
            contents.add(counts.probesetId(probeset) + describe(counts.table(probeset)));
        }
        return contents;
    }

    private static List<String> cleanedContents(ProbesetCounts counts) {
        List<String> contents = new ArrayList<>();
        for (int probeset = 0; probeset < counts.probesets(); probeset++) {
            contents.add(counts.probesetId(probeset)
                    + describe(counts.table(probeset).withoutEmptyRowsAndColumns()));
        }
        return contents;
    }

    private static String describe(ContingencyTable table) {
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < table.rows(); row++) {
            text.append('|');
            for (int column = 0; column < table.columns(); column++) {
                text.append(' ').append(table.count(row, column));
            }
        }
        return text.toString();
    }
}

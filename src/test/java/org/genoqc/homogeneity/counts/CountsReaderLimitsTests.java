package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read at the limits of sizes, and how much of it. */
class CountsReaderLimitsTests {

    private static final String COLUMNS = "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC";
    private static final String HEADER = COLUMNS + "\n";

    @TempDir
    private Path directory;

    @Test
    void ofAFileWithLongRowsOnlyTheBeginningIsChecked() throws IOException {
        StringBuilder text = new StringBuilder(COLUMNS + "\tremark\n");
        String remark = "r".repeat(500);
        for (int row = 0; row < 60_000; row++) {
            text.append("P")
                    .append(row)
                    .append("\tb1\t1\t2\t3\t4\t")
                    .append(remark)
                    .append('\n');
        }
        Path file = write(text + "P1\tb1\tfaulty\t2\t3\t4\t\n");
        assertThat(Files.size(file)).isGreaterThan(6L * LineChunks.CHUNK);
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
            new CountsReader(share, Cancellation.NEVER).checkBeginning(InputFiles.of(file), 10_000);
        }
    }

    @Test
    void countsBeyond31BitsTakeMoreOfTheHeapBudget() throws IOException {
        Path narrow = rows(1);
        Path wide = rows(1L << 40);
        HeapBudget budget = new HeapBudget(4_200_000);
        try (HeapBudget.Share share = budget.share()) {
            assertThat(new CountsReader(share, Cancellation.NEVER).read(narrow).rows())
                    .isEqualTo(100_000);
        }
        try (HeapBudget.Share share = budget.share()) {
            assertThatExceptionOfType(HeapBudgetExceededException.class)
                    .isThrownBy(() -> new CountsReader(share, Cancellation.NEVER).read(wide));
        }
    }

    /** 100,000 rows, 40 bytes each where counts have more than 31 bits. The last row is the only one that matters. */
    private Path rows(long lastCount) throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (int row = 0; row < 100_000; row++) {
            text.append("P")
                    .append(row / 100)
                    .append("\tb")
                    .append(row % 100)
                    .append("\t1\t2\t3\t")
                    .append(row == 99_999 ? lastCount : 1)
                    .append('\n');
        }
        return write(text.toString());
    }

    @Test
    void theCountsOfAProbesetMayAddUpTo2To62AndNotOneMore() throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        String largest = "\t" + ContingencyTable.MAX_COUNT;
        for (int row = 0; row < 128; row++) {
            text.append("P1\tb").append(row).append(largest.repeat(4)).append('\n');
        }
        assertThat(read(write(text.toString())).table(0).total()).isEqualTo(ContingencyTable.MAX_TOTAL);
        Path tooLarge = write(text + "P1\tb128\t0\t0\t1\t0\n");
        assertThat(faultsOf(tooLarge))
                .extracting(InputFault::message)
                .containsExactly(
                        "line 2, column probeset_id, value \"P1\": the counts of a probeset must add up to at most"
                                + " 2^62");
    }

    @Test
    void ofManyRowsForOneGenotypingBatchTheNameIsKeptOnce() {
        CountRows rows = new CountRows();
        IdPool probesets = new IdPool();
        IdPool batches = new IdPool();
        probesets.add("P1");
        batches.add("b1");
        batches.add("b2");
        ChunkRows chunk =
                new ChunkRows(new Layout(InputFormat.TSV, List.of(), List.of(), List.of(), null), new IdPool(), 0, 0);
        for (int row = 0; row < 1000; row++) {
            chunk.add(0, row % 2, new long[] {1, 2, 3, 4}, 0);
        }
        rows.addAll(new NumberedChunk(chunk, new int[] {0}, new int[] {0, 1}, new int[0]));
        int[] starts =
                RowGrouping.group(rows, RowGrouping.ranks(probesets.sorted()), RowGrouping.ranks(batches.sorted()));
        assertThat(new ProbesetCounts(rows, starts, probesets, batches, null, List.of()).repeatedRows(0))
                .extracting(ProbesetCounts.RowName::batchName)
                .containsExactly("b1", "b2");
    }

    @Test
    void aHeaderMayBeginWithTheLettersOfAZipArchive() throws IOException {
        assertThat(read(write("PK\t" + HEADER + "1\tP1\tb1\t1\t2\t3\t4\n")).rows())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P2\tb1\t1\t2\t3\t4\r\n"})
    void aRowThatIsCommentedOutIsRefused(String before) throws IOException {
        Path file = write(HEADER + before + "#P1\tb1\t1\t2\t3\t4\n");
        assertThat(faultsOf(file))
                .extracting(InputFault::line, InputFault::rule)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        before.isEmpty() ? 2L : 3L, "comment lines are allowed only before the header"));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "counts", ".tsv"), text);
    }

    private static ProbesetCounts read(Path file) throws IOException {
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
            return new CountsReader(share, Cancellation.NEVER).read(file);
        }
    }

    private static List<InputFault> faultsOf(Path file) {
        InvalidInputException e = catchThrowableOfType(InvalidInputException.class, () -> read(file));
        assertThat(e).as("the file is refused").isNotNull();
        return e.faults();
    }
}

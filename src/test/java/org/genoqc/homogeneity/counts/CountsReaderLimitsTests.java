package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.genoqc.homogeneity.statistics.Cancellation;
import org.genoqc.homogeneity.statistics.ContingencyTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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
            text.append("P").append(row).append("\tb1\t1\t2\t3\t4\t").append(remark).append('\n');
        }
        Path file = write(text + "P1\tb1\tfaulty\t2\t3\t4\t\n");
        assertThat(Files.size(file)).isGreaterThan(6L * LineChunks.CHUNK);
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
            new CountsReader(share, Cancellation.NEVER).checkBeginning(file, 10_000);
        }
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

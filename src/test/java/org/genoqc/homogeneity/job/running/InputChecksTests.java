package org.genoqc.homogeneity.job.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.genoqc.homogeneity.counts.InputLimits;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputChecksTests {

    private static final String HEADER = "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC";
    private static final long MIB = 1 << 20;

    @TempDir
    private Path directory;

    private final InputChecks checks = new InputChecks(1, 4 * MIB, InputLimits.NONE);

    /** Ids of 65,000 characters, of which gzip leaves next to nothing; one row has no count. */
    private InputFiles longIds(int rows, int faultyRow) throws IOException {
        Path file = directory.resolve("long.tsv.gz");
        String id = "x".repeat(65_000);
        try (Writer out = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)))) {
            out.write(HEADER + "\n");
            for (int row = 1; row <= rows; row++) {
                out.write("P" + row + id + "\tb1\t10\t5\t3\t" + (row == faultyRow ? "one" : "1") + "\n");
            }
        }
        return InputFiles.of(file);
    }

    @Test
    void aCheckEndsWhereItsShareOfTheHeapDoes() throws IOException {
        InputFiles tooMuch = longIds(300, 200);
        assertThatCode(() -> checks.check(tooMuch)).doesNotThrowAnyException();
        InputFiles faultyBefore = longIds(300, 5);
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> checks.check(faultyBefore))
                .satisfies(
                        e -> assertThat(e.faults()).extracting(InputFault::line).containsExactly(6L));
    }

    @Test
    void itsPlaceIsFreeAgainHoweverACheckEnds() throws IOException {
        InputFiles faulty = longIds(1, 1);
        for (int i = 0; i < 3; i++) {
            assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> checks.check(faulty));
        }
        InputFiles tooMuch = longIds(100, 0);
        for (int i = 0; i < 3; i++) {
            assertThatCode(() -> checks.check(tooMuch)).doesNotThrowAnyException();
        }
    }

    /** A header of half a million columns, whose names and layout would be 50 MB. */
    @Test
    void aHeaderIsChargedBeforeItIsTakenApart() throws IOException {
        Path file = Files.writeString(directory.resolve("wide.tsv"), HEADER + "\t".repeat(500_000) + "\n");
        assertThatCode(() -> checks.check(InputFiles.of(file))).doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> new InputChecks(1, 512 * MIB, InputLimits.NONE).check(InputFiles.of(file)));
    }

    /** 1,200 rows that need no heap, since all are of one probeset, but 60,000 characters of text each. */
    private static void writeRemarks(Path file, String lastCount) throws IOException {
        String remark = "r".repeat(60_000);
        try (Writer out = new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)))) {
            out.write(HEADER + "\tr1\n");
            for (int row = 0; row < 1200; row++) {
                out.write("P1\tb" + row + "\t10\t5\t3\t" + (row == 1199 ? lastCount : "1") + "\t" + remark + "\n");
            }
        }
    }

    @Test
    void aCheckReadsABoundedLengthOfText() throws IOException {
        Path file = directory.resolve("remarks.tsv.gz");
        writeRemarks(file, "one");
        assertThatCode(() -> checks.check(InputFiles.of(file))).doesNotThrowAnyException();
    }

    @Test
    void ofSeveralFilesTheRestIsNotReadOnceTheTextIsEnough() throws IOException {
        Path first = directory.resolve("a.tsv.gz");
        writeRemarks(first, "1");
        Path second = Files.writeString(directory.resolve("b.tsv"), HEADER + "\nP2\tb1\tfaulty\t1\t1\t1\n");
        assertThatCode(() -> checks.check(InputFiles.of(List.of(first, second))))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> checks.check(InputFiles.of(List.of(second, first))));
    }

    @ParameterizedTest
    @CsvSource({"95, 32", "300, 32", "1024, 128", "2048, 256", "65536, 256"})
    void anEighthOfTheHeapIsSetAsideForOneCheckToEight(long heap, long setAside) {
        assertThat(InputChecks.bytesSetAside(heap * MIB)).isEqualTo(setAside * MIB);
    }
}

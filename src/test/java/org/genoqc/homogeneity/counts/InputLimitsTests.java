package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each limit of a data set, at it and one above. */
class InputLimitsTests {

    /** 3 probesets on 2 genotyping batches: 6 rows of 6 fields. */
    private static final String TABLE = """
        probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC
        P1\tb1\t1\t2\t3\t4
        P1\tb2\t1\t2\t3\t4
        P2\tb1\t1\t2\t3\t4
        P2\tb2\t1\t2\t3\t4
        P3\tb1\t1\t2\t3\t4
        P3\tb2\t1\t2\t3\t4
        """;

    private static final String PLATE = """
        probeset_id\tn_AA\tn_AB\tn_BB\tn_NC
        P1\t1\t2\t3\t4
        P2\t1\t2\t3\t4
        """;

    @TempDir
    private Path directory;

    private static InputLimits limits(long rows, int probesets, int batches, int fields) {
        return new InputLimits(rows, probesets, batches, fields, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    private static long read(InputFiles files, InputLimits limits) throws IOException {
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
            return new CountsReader(share, limits, Cancellation.NEVER)
                    .read(files)
                    .rows();
        }
    }

    private static String refusal(InputFiles files, InputLimits limits) {
        InvalidInputException e = catchThrowableOfType(InvalidInputException.class, () -> read(files, limits));
        assertThat(e.faults()).extracting(InputFault::code).containsExactly(InputFault.Code.TOO_LARGE);
        return e.getMessage();
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void rowsProbesetsGenotypingBatchesAndFieldsOfATable() throws IOException {
        InputFiles table = InputFiles.of(write("table.tsv", TABLE));
        assertThat(read(table, limits(6, 3, 2, 6))).isEqualTo(6);
        assertThat(refusal(table, limits(5, 3, 2, 6)))
                .isEqualTo("line 1, value \"6\": a data set may have at most 5 rows");
        assertThat(refusal(table, limits(6, 2, 2, 6)))
                .isEqualTo("line 1, value \"3\": a data set may have at most 2 probesets");
        assertThat(refusal(table, limits(6, 3, 1, 6)))
                .isEqualTo("line 1, value \"2\": a data set may have at most 1 genotyping batches");
        assertThat(refusal(table, limits(6, 3, 2, 5)))
                .isEqualTo("line 1, value \"6\": a line may have at most 5 fields");
    }

    @Test
    void theGenotypingBatchesOfEachStratum() throws IOException {
        InputFiles table = InputFiles.of(write("strata.tsv", """
            probeset_id\tbatch_name\tstratum\tn_AA\tn_AB\tn_BB\tn_NC
            P1\tb1\tEUR\t1\t2\t3\t4
            P1\tb1\tAFR\t1\t2\t3\t4
            P1\tb2\tAFR\t1\t2\t3\t4
            """));
        assertThat(read(table, limits(3, 1, 3, 7))).isEqualTo(3);
        assertThat(refusal(table, limits(3, 1, 2, 7))).contains("at most 2 genotyping batches");
    }

    @Test
    void thoseOfAllFilesTogether() throws IOException {
        InputFiles plates = InputFiles.of(List.of(
                        write("b1/Ps.performance.txt", PLATE),
                        write("b2/Ps.performance.txt", PLATE),
                        write("b3/Ps.performance.txt", PLATE)))
                .withFormat(InputFormat.AXIOM);
        assertThat(read(plates, limits(6, 2, 3, 5))).isEqualTo(6);
        assertThat(refusal(plates, limits(5, 2, 3, 5))).contains("at most 5 rows");
        assertThat(refusal(plates, limits(6, 1, 3, 5))).contains("at most 1 probesets");
        assertThat(refusal(plates, limits(6, 2, 2, 5))).contains("at most 2 genotyping batches");
    }

    @Test
    void whatCompressedFilesBecomeTogether() throws IOException {
        byte[] text = TABLE.getBytes(StandardCharsets.UTF_8);
        InputFiles table = InputFiles.of(compressed(TABLE, 1));
        // the header is read by itself before
        long all = 2L * text.length;
        assertThat(read(table, new InputLimits(9, 9, 9, 9, all, 1000))).isEqualTo(6);
        assertThat(refusal(table, new InputLimits(9, 9, 9, 9, all - 1, 1000)))
                .isEqualTo("line 1, value \"" + all + "\": files that are compressed may have at most " + (all - 1)
                        + " bytes together");
    }

    @Test
    void aFewBytesThatBecomeVeryMany() throws IOException {
        InputFiles comments =
                InputFiles.of(compressed("#%s\n".formatted("x".repeat(1022)).repeat(1 << 10), 100));
        assertThat(refusal(comments, new InputLimits(9, 9, 9, 9, Long.MAX_VALUE, 200)))
                .contains("a file may be compressed to at least 1/200 of its bytes");
    }

    private Path compressed(String text, int times) throws IOException {
        Path file = directory.resolve("table.tsv.gz");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < times; i++) {
                out.write(bytes);
            }
        }
        return file;
    }
}

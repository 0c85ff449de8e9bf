package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gzip of several members, as bgzip and cat make it: no row may be lost without a word. */
class CompressedInputTests {

    private static final String HEADER = "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n";
    private static final String FIRST = HEADER + "P1\tb1\t1\t2\t3\t4\n";
    private static final String SECOND = "P1\tb2\t1\t2\t3\t4\n";

    @TempDir
    private Path directory;

    @Test
    void allOfManyMembersAreRead() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip(HEADER));
        for (int row = 0; row < 5000; row++) {
            members.write(gzip("P%d\tb1\t1\t2\t3\t4\n".formatted(row)));
        }
        members.write(gzip(""));
        assertThat(members.size()).as("more than the buffer").isGreaterThan(2 << 16);
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
            assertThat(new CountsReader(share, Cancellation.NEVER)
                            .read(file(members.toByteArray()))
                            .rows())
                    .isEqualTo(5000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 9, 12})
    void anEndWithinTheHeaderOfAFurtherMemberIsAFault(int bytesOfSecond) throws IOException {
        assertDamaged(joined(gzip(FIRST), Arrays.copyOf(gzip(SECOND), bytesOfSecond)), 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aFurtherMemberWithADamagedHeaderIsAFault(int byteOfSecond) throws IOException {
        byte[] second = gzip(SECOND);
        second[byteOfSecond] ^= 0x40;
        assertDamaged(joined(gzip(FIRST), second), 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "xy", "P1\tb2\t1\t2\t3\t4\n"})
    void whatFollowsTheLastMemberIsAFault(String appended) throws IOException {
        assertDamaged(joined(gzip(FIRST), appended.getBytes(StandardCharsets.UTF_8)), 3);
    }

    /** What is there of the row where the stream ends says nothing, whatever it looks like. */
    @ParameterizedTest
    @ValueSource(strings = {"P1", "P1\tb2\t1\t2\t3\t4", "P1\tb2\t1\t2\t3\tx", "\"P1", "P\u00e9"})
    void whereTheStreamEndsTooEarlyTheRowBegunIsNotJudged(String begun) throws IOException {
        byte[] text = (FIRST + begun).getBytes(StandardCharsets.UTF_8);
        int whole = begun.endsWith("\u00e9") ? text.length - 1 : text.length;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        GZIPOutputStream gzip = new GZIPOutputStream(bytes, 512, true);
        gzip.write(text, 0, whole);
        gzip.flush();
        assertDamaged(bytes.toByteArray(), 3);
    }

    private void assertDamaged(byte[] content, long line) throws IOException {
        Path file = file(content);
        InvalidInputException e = catchThrowableOfType(InvalidInputException.class, () -> {
            try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
                new CountsReader(share, Cancellation.NEVER).read(file);
            }
        });
        assertThat(e).as("the file is refused").isNotNull();
        assertThat(e.faults())
                .extracting(InputFault::line, InputFault::code)
                .isEqualTo(List.of(org.assertj.core.groups.Tuple.tuple(line, InputFault.Code.COMPRESSION)));
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(directory, "counts", ".tsv.gz"), content);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}

package org.genoqc.homogeneity.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.TestData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Inputs that would fill any memory are refused by a service that has less than 100 MB of heap for everything: itself,
 * the upload and the reading.
 */
class SmallHeapIT {

    private static final String HEADER = "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n";

    @TempDir
    private static Path home;

    private static ServiceProcess service;

    @TempDir
    private Path directory;

    @BeforeAll
    static void startWithASmallHeap() throws Exception {
        service = ServiceProcess.in(home.resolve("data"))
                .withHeap("90m")
                .withJvm(ServiceProcess.COLLECTOR_OF_USERS)
                .start(home.resolve("log"));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static void refuses(Path file) throws IOException {
        try (JobClient client = service.client()) {
            JsonNode error = client.post(new Form().file(file))
                    .problem(422)
                    .path("errors")
                    .path(0);
            assertThat(error.path("line").asInt()).isEqualTo(2);
            assertThat(error.path("code").asString()).isEqualTo("too_long");
            Form next = new Form()
                    .file(TestData.resource("malformed/clean/base.tsv"))
                    .field("n_simulations", 100);
            assertThat(client.awaitResult(client.submit(next)).text().lines()).hasSize(4);
        }
        assertThat(service.log()).doesNotContain("OutOfMemoryError");
    }

    @Test
    void aGzipBombIsRefused() throws Exception {
        Path bomb = directory.resolve("bomb.tsv.gz");
        long expanded = writeBomb(bomb, HEADER + "P1\tb1\t", 5_000);
        assertThat(expanded).isGreaterThan(5_000_000_000L);
        assertThat(Files.size(bomb)).isBetween(1_000_000L, 10_000_000L);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(bomb))) {
            assertThat(new String(in.readNBytes(HEADER.length() + 10), StandardCharsets.UTF_8))
                    .isEqualTo(HEADER + "P1\tb1\t0000");
        }
        refuses(bomb);
    }

    /**
     * Writes a gzip of a beginning and very many zero digits. Zeros that are deflated once and flushed are the same bytes
     * every time, so that only the checksum has to see all of them.
     */
    private static long writeBomb(Path file, String beginning, int millions) throws IOException {
        byte[] start = beginning.getBytes(StandardCharsets.UTF_8);
        byte[] zeros = new byte[1_000_000];
        Arrays.fill(zeros, (byte) '0');
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        byte[] startDeflated = flushed(deflater, start);
        byte[] zerosDeflated = flushed(deflater, zeros);
        deflater.end();
        CRC32 checksum = new CRC32();
        checksum.update(start);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0});
            out.write(startDeflated);
            for (int i = 0; i < millions; i++) {
                out.write(zerosDeflated);
                checksum.update(zeros);
            }
            out.write(new byte[] {3, 0});
            long length = start.length + (long) millions * zeros.length;
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) checksum.getValue())
                    .putInt((int) length)
                    .array());
            return length;
        }
    }

    private static byte[] flushed(Deflater deflater, byte[] input) {
        deflater.setInput(input);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        int n;
        do {
            n = deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH);
            out.write(buffer, 0, n);
        } while (n == buffer.length);
        return out.toByteArray();
    }

    /** Its tables with all that simulating them takes would be three times the heap. */
    @Test
    void aProbesetBatchMayHoldTheWholeDataSet() throws Exception {
        StringBuilder text = new StringBuilder(HEADER);
        for (int probeset = 0; probeset < 15_000; probeset++) {
            for (int batch = 0; batch < 20; batch++) {
                int rare = 1 + (probeset + batch) % 3;
                int other = 1 + probeset % 23;
                text.append("P")
                        .append(probeset)
                        .append("\tb")
                        .append(batch)
                        .append('\t')
                        .append(95 - rare - other)
                        .append('\t')
                        .append(other)
                        .append('\t')
                        .append(rare)
                        .append("\t1\n");
            }
        }
        Path file = Files.writeString(directory.resolve("whole.tsv"), text);
        try (JobClient client = service.client()) {
            Form form = new Form()
                    .file(file)
                    .field("n_simulations", 10)
                    .field("min_expected_count", 1000)
                    .field("batch_size", 10_000_000);
            assertThat(client.awaitResult(client.submit(form)).text().lines()).hasSize(15_001);
        }
        assertThat(service.log()).doesNotContain("OutOfMemoryError");
    }

    /** One probeset whose row totals have a least common multiple of a million bits. */
    @Test
    void aProbesetMayHaveManyGenotypingBatchesOfDifferentSizes() throws Exception {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder(HEADER);
        for (int batch = 0; batch < 25_000; batch++) {
            text.append("P1\tb")
                    .append(batch)
                    .append('\t')
                    .append((1L << 40) + random.nextInt(1 << 30))
                    .append(batch == 7 ? "\t1" : "\t0")
                    .append("\t0\t0\n");
        }
        Path file = Files.writeString(directory.resolve("plates.tsv"), text);
        try (JobClient client = service.client()) {
            Form form = new Form().file(file).field("n_simulations", 100);
            assertThat(client.awaitResult(client.submit(form)).text().lines()).hasSize(2);
        }
        assertThat(service.log()).doesNotContain("OutOfMemoryError");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "P1\tb1\t1\t2\t3\t"})
    void anEndlessFieldIsRefused(String beginning) throws IOException {
        Path file = directory.resolve("long.tsv");
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write(HEADER + beginning);
            for (int i = 0; i < 100; i++) {
                out.write("7".repeat(100_000));
            }
            out.write("\tb1\t1\t2\t3\t4\n");
        }
        refuses(file);
    }
}

package org.genoqc.homogeneity.web;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import org.genoqc.homogeneity.JobClient;
import org.genoqc.homogeneity.JobClient.Answer;
import org.genoqc.homogeneity.JobClient.Form;
import org.genoqc.homogeneity.TestData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Uploads that mean harm, or come from broken programs. After each of them the service takes the next job. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
@Timeout(120)
class HostileUploadTests {

    private static final String HEADER = "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n";
    private static final long MOST_HEAP = 100_000_000;

    @TempDir
    private static Path parent;

    @TempDir
    private Path directory;

    @LocalServerPort
    private int port;

    private JobClient client;

    private static Path dataDir() {
        return parent.resolve("data");
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("homogeneity.data-dir", () -> dataDir().toAbsolutePath().toString());
    }

    @BeforeEach
    void connect() {
        client = new JobClient(port);
    }

    @AfterEach
    void theServiceIsUnharmed() throws Exception {
        try (JobClient open = client) {
            Form next = new Form().file(TestData.resource("malformed/clean/base.tsv")).field("n_simulations", 100);
            assertThat(open.awaitResult(open.submit(next)).text().lines()).hasSize(4);
            assertThat(List.of("jobs", "uploads", "database")).allMatch(name -> Files.isDirectory(dataDir().resolve(
                    name)));
            try (Stream<Path> files = Files.list(parent)) {
                assertThat(files).as("nothing is written beside the data directory").containsExactly(dataDir());
            }
            awaitEmpty(dataDir().resolve("uploads"));
        }
    }

    /** What was received in part is removed, at the latest a little after the connection is gone. */
    private static void awaitEmpty(Path folder) throws IOException, InterruptedException {
        for (int i = 0; i < 200; i++) {
            try (Stream<Path> files = Files.walk(folder)) {
                if (files.noneMatch(Files::isRegularFile)) {
                    return;
                }
            }
            Thread.sleep(50);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).isEmpty();
        }
    }

    // memory

    private static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static long heapInUse() {
        System.gc();
        return heapPools().stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
    }

    private void refusesInBoundedHeap(Path file) {
        long before = heapInUse();
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
        JsonNode problem = client.post(new Form().file(file)).problem(422);
        long peak = heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        JsonNode error = problem.path("errors").path(0);
        assertThat(error.path("line").asInt()).isEqualTo(2);
        assertThat(error.path("code").asString()).isEqualTo("too_long");
        assertThat(peak - before).as("heap at its peak").isLessThan(MOST_HEAP);
        assertThat(heapInUse() - before).as("heap afterwards").isLessThan(MOST_HEAP);
    }

    @Test
    void aGzipBombIsRefusedInBoundedHeap() throws IOException {
        Path bomb = directory.resolve("bomb.tsv.gz");
        long expanded = writeBomb(bomb, HEADER + "P1\tb1\t", 5_000);
        assertThat(expanded).isGreaterThan(5_000_000_000L);
        assertThat(Files.size(bomb)).isBetween(1_000_000L, 10_000_000L);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(bomb))) {
            assertThat(new String(in.readNBytes(HEADER.length() + 10), StandardCharsets.UTF_8))
                    .isEqualTo(HEADER + "P1\tb1\t0000");
        }
        refusesInBoundedHeap(bomb);
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
            out.write(new byte[]{0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0});
            out.write(startDeflated);
            for (int i = 0; i < millions; i++) {
                out.write(zerosDeflated);
                checksum.update(zeros);
            }
            out.write(new byte[]{3, 0});
            long length = start.length + (long) millions * zeros.length;
            out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt((int) checksum.getValue())
                    .putInt((int) length).array());
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

    @ParameterizedTest
    @ValueSource(strings = {"", "\"", "P1\tb1\t1\t2\t3\t"})
    void anEndlessFieldIsRefusedInBoundedHeap(String beginning) throws IOException {
        Path file = directory.resolve("long.tsv");
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write(HEADER + beginning);
            for (int i = 0; i < 100; i++) {
                out.write("7".repeat(100_000));
            }
            out.write("\tb1\t1\t2\t3\t4\n");
        }
        refusesInBoundedHeap(file);
    }

    @Test
    void anEndlessHeaderIsRefused() throws IOException {
        Path file = directory.resolve("header.tsv");
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < 1_000_000; i++) {
                out.write("column" + i + "\t");
            }
        }
        client.post(new Form().file(file)).problem(422);
    }

    // forms

    @Test
    void thousandsOfFieldsAreRefused() {
        Form form = new Form().file(TestData.resource("malformed/clean/base.tsv"));
        for (int i = 0; i < 10_000; i++) {
            form.field("field" + i, i);
        }
        client.post(form).problem();
    }

    @Test
    void thousandsOfFilesAreRefused() {
        Form form = new Form();
        for (int i = 0; i < 5_000; i++) {
            form.text("file" + i + ".tsv", HEADER);
        }
        client.post(form).problem();
    }

    @Test
    void aFieldOfTenMegabytesIsRefused() {
        client.post(new Form().file(TestData.resource("malformed/clean/base.tsv")).field("n_simulations",
                "1".repeat(10_000_000))).problem();
    }

    @Test
    void aFieldNameOfAMegabyteIsRefused() {
        client.post(new Form().file(TestData.resource("malformed/clean/base.tsv")).field("n".repeat(1_000_000), 1))
                .problem();
    }

    private static List<String> fileNames() {
        return List.of("../../x", "..\\..\\x", "/etc/x", "C:\\x", "..", ".", "", " ", "a\u0001b\u001f\u007f.tsv",
                "a\tb.tsv", "a\u202etsv.exe", "a;b=c.tsv", "a'b%22%0d%0aX-Injected: 1.tsv", "a%2f..%2f..%2fx",
                "\u00e4\u6f22\ud83e\uddec.tsv", "x".repeat(5000) + ".tsv", "\ud83e\uddec".repeat(300), "CON",
                "a.tsv.gz",
                "<script>alert(1)</script>.tsv", "a\\\"b.tsv");
    }

    @Test
    void anyFileNameIsCleanedOrRefused() {
        int accepted = 0;
        for (String name : fileNames()) {
            Path file = TestData.resource("malformed/clean/base.tsv");
            Answer answer = client.post(new Form().file("file", name, file).field("n_simulations", 10));
            if (answer.status() == 202) {
                accepted++;
                accepted(name, answer);
            } else {
                answer.problem();
            }
        }
        assertThat(accepted).isGreaterThan(15);
    }

    private void accepted(String name, Answer answer) {
        String id = answer.json().path("id").asString();
        String kept = client.job(id).path("input").path("name").asString();
        assertThat(kept).as(name).isNotBlank().doesNotContain("/", "\\").doesNotContainPattern("\\p{C}");
        assertThat(kept.codePointCount(0, kept.length())).isLessThanOrEqualTo(200);
        Answer result = client.awaitResult(id);
        assertThat(result.header("Content-Disposition")).startsWith("attachment");
        assertThat(result.headers().firstValue("X-Injected")).isEmpty();
    }

    // the wire

    private String raw(byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String upload(int contentLength, String body) {
        return "POST /jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: " + contentLength + "\r\n\r\n"
                + body;
    }

    private static String filePart() {
        return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.tsv\"\r\n\r\n" + HEADER
                + "P1\tb1\t1\t2\t3\t4\nP1\tb2\t4\t3\t2\t1\n";
    }

    @Test
    void aBodyThatEndsTooEarlyIsNoJob() throws IOException {
        long jobs = client.get("/jobs?limit=1000").json().path("jobs").size();
        String whole = upload(filePart().length() + 100_000, filePart() + "P2\tb1\t1\t".repeat(1000));
        for (int length : new int[]{whole.length(), whole.length() - 5000, whole.indexOf("\r\n\r\n") + 4,
                whole.indexOf(HEADER) - 10}) {
            String answer = raw(whole.substring(0, length).getBytes(StandardCharsets.UTF_8));
            assertThat(answer).as("%d bytes of it", length).satisfiesAnyOf(a -> assertThat(a).isEmpty(),
                    a -> assertThat(a).startsWith("HTTP/1.1 4"));
        }
        assertThat(client.get("/jobs?limit=1000").json().path("jobs").size()).isEqualTo(jobs);
    }

    @Test
    void aBodyWithoutItsLastBoundaryIsNoJob() throws IOException {
        String answer = raw(upload(filePart().length(), filePart()).getBytes(StandardCharsets.UTF_8));
        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }

    @Test
    void nonsenseInTheFramingOfPartsIsRefused() {
        for (String body : List.of("", "--b", "--b\r\n\r\n", "--b--\r\n", "\0\0\0\0",
                "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"file\r\n\r\nx\r\n--b--\r\n",
                "--b\r\n" + "X: y\r\n".repeat(10_000) + "\r\nx\r\n--b--\r\n")) {
            client.send("POST", "/jobs", BodyPublishers.ofString(body), "Content-Type",
                    "multipart/form-data; boundary=b").problem();
        }
        client.send("POST", "/jobs", BodyPublishers.ofString("--b--"), "Content-Type",
                "multipart/form-data; boundary=" + "b".repeat(3000)).problem();
    }
}

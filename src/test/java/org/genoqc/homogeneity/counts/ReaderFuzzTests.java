package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.genoqc.homogeneity.fault.InputFault;
import org.junit.jupiter.api.Test;

/**
 * Random texts, most of them faulty, read in one piece and in chunks of a few lines, by the short way and by the
 * parser: the same rows and the same faults on the same lines.
 */
class ReaderFuzzTests {

    private static final long SEED = 20_260_102;
    private static final int TEXTS = 400;
    private static final String HEADER = "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC";
    private static final int CHUNK = 160;
    private static final String[] ODD = {
        "",
        "#",
        " ",
        "\"",
        "\"\"",
        "\"x\"",
        "\"x\" ",
        "x\"y",
        "\"x\"y",
        "\"x\"\"\"",
        "\"x",
        "-1",
        "1.0",
        "01",
        "1e2",
        "9007199254740992",
        "9007199254740993",
        "12345678901234567890",
        "1.5",
        "\u00e9",
        "\ud83d\ude00",
        "\ufeff",
        "\u007f",
        "\u0001",
        "\u2003",
        "\u0000"
    };

    private final Random random = new Random(SEED);

    @Test
    void chunksAndWaysOfReadingMakeNoDifference() throws IOException {
        int refused = 0;
        int plain = 0;
        for (int i = 0; i < TEXTS; i++) {
            byte[] text = text();
            List<String> whole = new ArrayList<>();
            describe(ParsedChunk.of(text, null, Long.MAX_VALUE), 0, whole);
            List<String> inChunks = new ArrayList<>();
            plain += readInChunks(text, inChunks) ? 1 : 0;
            assertThat(inChunks).as("text %d: %s", i, escaped(text)).isEqualTo(whole);
            refused += whole.stream().anyMatch(line -> line.startsWith("line")) ? 1 : 0;
        }
        assertThat(refused).isBetween(TEXTS / 10, TEXTS * 9 / 10);
        assertThat(plain).isGreaterThan(TEXTS / 10);
    }

    /** True if some chunk went the short way. */
    private static boolean readInChunks(byte[] text, List<String> description) throws IOException {
        LineChunks chunks = new LineChunks(new ByteArrayInputStream(text), CHUNK);
        CountsHeader header = null;
        boolean shortWay = false;
        boolean stopped = false;
        long lines = 0;
        for (byte[] chunk = chunks.next(); chunk != null && !stopped; chunk = chunks.next()) {
            ParsedChunk parsed = ParsedChunk.of(chunk, header, Long.MAX_VALUE);
            if (header != null && PlainLines.parse(chunk, header) != null) {
                shortWay = true;
                ParsedChunk byParser = ParsedChunk.of(chunk, header, Long.MAX_VALUE - 1);
                List<String> one = new ArrayList<>();
                List<String> other = new ArrayList<>();
                describe(parsed, lines, one);
                describe(byParser, lines, other);
                assertThat(one).isEqualTo(other);
                assertThat(parsed.lines()).isEqualTo(byParser.lines());
            }
            describe(parsed, lines, description);
            header = parsed.header();
            stopped = parsed.isStopped();
            lines += parsed.lines();
        }
        return shortWay;
    }

    private static void describe(ParsedChunk chunk, long lines, List<String> description) {
        for (int row = 0; row < chunk.rows().size(); row++) {
            StringBuilder text = new StringBuilder(
                            chunk.rows().probesets().text(chunk.rows().probeset(row)))
                    .append(' ')
                    .append(chunk.rows().batches().text(chunk.rows().batch(row)));
            for (int i = 0; i < 4; i++) {
                text.append(' ').append(chunk.rows().counts().get(4 * row + i));
            }
            description.add(text.toString());
        }
        for (InputFault fault : chunk.faults()) {
            description.add(
                    new InputFault(lines + fault.line(), fault.column(), fault.value(), fault.code(), fault.rule())
                            .message());
        }
        description.sort(null);
    }

    private byte[] text() {
        StringBuilder text = new StringBuilder(random.nextInt(5) == 0 ? "# comment\n\n" : "");
        String lineEnd = new String[] {"\n", "\n", "\r\n", "\r"}[random.nextInt(4)];
        text.append(HEADER).append(lineEnd);
        int lines = random.nextInt(12);
        boolean odd = random.nextBoolean();
        for (int line = 0; line < lines; line++) {
            text.append(line(odd)).append(random.nextInt(20) == 0 ? "\r\n" : lineEnd);
        }
        if (random.nextInt(4) == 0 && text.length() > 0) {
            text.setLength(text.length() - 1);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(20) == 0 && bytes.length > HEADER.length()) {
            bytes[HEADER.length() + random.nextInt(bytes.length - HEADER.length())] = (byte) 0xc3;
        }
        return bytes;
    }

    private String line(boolean odd) {
        if (random.nextInt(12) == 0) {
            return "";
        }
        int fields = odd && random.nextInt(20) == 0 ? random.nextInt(8) : 6;
        StringBuilder line = new StringBuilder();
        for (int field = 0; field < fields; field++) {
            line.append(field == 0 ? "" : "\t");
            line.append(
                    odd && random.nextInt(25) == 0
                            ? ODD[random.nextInt(ODD.length)]
                            : field < 2 ? "n" + random.nextInt(4) : Integer.toString(random.nextInt(200)));
        }
        return line.toString();
    }

    private static String escaped(byte[] text) {
        return new String(text, StandardCharsets.UTF_8)
                .replace("\t", "\\t")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }
}

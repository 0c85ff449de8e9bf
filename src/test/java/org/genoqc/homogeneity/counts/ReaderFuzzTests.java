package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random texts of every format, most of them faulty, read in one piece and in chunks of a few lines, by the short way and by
 * the parser: the same rows and the same faults on the same lines.
 */
class ReaderFuzzTests {

    private static final long SEED = 20_260_102;
    private static final int TEXTS = 400;
    private static final Map<InputFormat, String> HEADERS = Map.of(
            InputFormat.TSV, "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC",
            InputFormat.AXIOM, "affy_snp_id\tn_AA\tprobeset_id\tBestProbeset\tn_NC\tn_AB\tn_BB",
            InputFormat.GCOUNT,
                    "#CHROM\tPOS\tID\tREF\tALT\tHOM_REF_CT\tHET_REF_ALT_CTS\tTWO_ALT_GENO_CTS\tHAP_REF_CT\tHAP_ALT_CTS"
                            + "\tMISSING_CT",
            InputFormat.FRQX, "CHR\tSNP\tA1\tA2\tC(HOM A1)\tC(HET)\tC(HOM A2)\tC(HAP A1)\tC(HAP A2)\tC(MISSING)",
            InputFormat.WIDE,
                    "probeset_id\tb1.n_AA\tb1.n_AB\tb1.n_BB\tb1.n_NC\tn_NC.b.2\tn_AA.b.2\tn_BB.b.2\tn_AB.b.2");
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
        "\u0000",
        ".",
        "A,G",
        "T"
    };
    private static final String[] CHROMOSOMES = {"1", "1", "1", "X", "chr2", "0"};
    private static final String[] ALLELES = {"A", "G", "A", "G", "AT", "0", "."};

    private final Random random = new Random(SEED);

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void chunksAndWaysOfReadingMakeNoDifference(InputFormat format) throws IOException {
        int refused = 0;
        int plain = 0;
        for (int i = 0; i < TEXTS; i++) {
            byte[] text = text(format);
            HeaderLine header = HeaderLine.of(
                    new ByteArrayInputStream(text), HeapBudget.ofThisJvm().share());
            assertThat(Formats.of(header)).isEqualTo(format);
            Layout layout = Formats.layout(format, header, FileBatch.of("plate"), format == InputFormat.AXIOM);
            List<String> whole = new ArrayList<>();
            describe(ParsedChunk.of(rest(text, header), layout, Long.MAX_VALUE), header.line(), whole);
            List<String> inChunks = new ArrayList<>();
            plain += readInChunks(text, header, layout, inChunks) ? 1 : 0;
            assertThat(inChunks).as("text %d: %s", i, escaped(text)).isEqualTo(whole);
            refused += whole.stream().anyMatch(line -> line.startsWith("line")) ? 1 : 0;
        }
        assertThat(refused).isBetween(TEXTS / 10, TEXTS * 9 / 10);
        assertThat(plain).isGreaterThan(TEXTS / 10);
    }

    /** All that comes after the header. */
    private static byte[] rest(byte[] text, HeaderLine header) throws IOException {
        LineChunks chunks = new LineChunks(new ByteArrayInputStream(text));
        chunks.skipLines(header.line());
        byte[] rest = chunks.next();
        return rest == null ? new byte[0] : rest;
    }

    /** True if some chunk went the short way. */
    private static boolean readInChunks(byte[] text, HeaderLine header, Layout layout, List<String> description)
            throws IOException {
        LineChunks chunks = new LineChunks(new ByteArrayInputStream(text), CHUNK);
        chunks.skipLines(header.line());
        boolean shortWay = false;
        boolean stopped = false;
        long lines = header.line();
        for (byte[] chunk = chunks.next(); chunk != null && !stopped; chunk = chunks.next()) {
            ParsedChunk parsed = ParsedChunk.of(chunk, layout, Long.MAX_VALUE);
            if (PlainLines.parse(chunk, layout, IdPool.Known.NOTHING) != null) {
                shortWay = true;
                ParsedChunk byParser = ParsedChunk.of(chunk, layout, Long.MAX_VALUE - 1);
                List<String> one = new ArrayList<>();
                List<String> other = new ArrayList<>();
                describe(parsed, lines, one);
                describe(byParser, lines, other);
                assertThat(one).isEqualTo(other);
                assertThat(parsed.lines()).isEqualTo(byParser.lines());
            }
            describe(parsed, lines, description);
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
            if (chunk.rows().hasStrata()) {
                text.append(' ').append(chunk.rows().strata().text(chunk.rows().stratum(row)));
            }
            if (chunk.rows().hasAlleles()) {
                text.append(' ')
                        .append(chunk.rows().alleles().text(chunk.rows().firstAllele(row)))
                        .append(' ')
                        .append(chunk.rows().alleles().text(chunk.rows().secondAllele(row)));
            }
            if (chunk.rows().hasPlaces()) {
                text.append(' ')
                        .append(chunk.rows().chromosomes().text(chunk.rows().chromosome(row)))
                        .append(' ')
                        .append(chunk.rows().position(row));
            }
            description.add(text.toString());
        }
        for (InputFault fault : chunk.faults()) {
            description.add(fault.below(lines).message());
        }
        description.sort(null);
    }

    private byte[] text(InputFormat format) {
        StringBuilder text = new StringBuilder(random.nextInt(5) == 0 ? "# comment\n\n" : "");
        String lineEnd = new String[] {"\n", "\n", "\r\n", "\r"}[random.nextInt(4)];
        String header = HEADERS.get(format) + (format == InputFormat.TSV && random.nextBoolean() ? "\tstratum" : "");
        text.append(header).append(lineEnd);
        int beforeRows = text.length();
        int lines = random.nextInt(12);
        boolean odd = random.nextBoolean();
        for (int line = 0; line < lines; line++) {
            text.append(line(header.split("\t", -1), odd)).append(random.nextInt(20) == 0 ? "\r\n" : lineEnd);
        }
        if (random.nextInt(4) == 0 && text.length() > 0) {
            text.setLength(text.length() - 1);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        // the first byte of the rows is looked at with the header, whose line may end by CR or by both
        if (random.nextInt(20) == 0 && bytes.length > beforeRows + 1) {
            bytes[beforeRows + 1 + random.nextInt(bytes.length - beforeRows - 1)] = (byte) 0xc3;
        }
        return bytes;
    }

    private String line(String[] columns, boolean odd) {
        if (random.nextInt(12) == 0) {
            return "";
        }
        int fields = odd && random.nextInt(20) == 0 ? random.nextInt(columns.length + 2) : columns.length;
        boolean isMonomorphic = random.nextInt(4) == 0;
        StringBuilder line = new StringBuilder();
        for (int field = 0; field < fields; field++) {
            String column = columns[Math.min(field, columns.length - 1)];
            line.append(field == 0 ? "" : "\t");
            line.append(
                    odd && random.nextInt(25) == 0 ? ODD[random.nextInt(ODD.length)] : field(column, isMonomorphic));
        }
        return line.toString();
    }

    private String field(String column, boolean isMonomorphic) {
        return switch (column) {
            case "probeset_id", "batch_name", "affy_snp_id", "ID", "SNP" -> "n" + random.nextInt(4);
            case "stratum" -> "s" + random.nextInt(3);
            case "#CHROM", "CHR" -> CHROMOSOMES[random.nextInt(CHROMOSOMES.length)];
            case "POS" -> random.nextInt(20) == 0 ? "." : Integer.toString(random.nextInt(1 << 30));
            case "REF", "A2" -> random.nextInt(12) == 0 ? ALLELES[random.nextInt(ALLELES.length)] : "A";
            case "ALT", "A1" ->
                isMonomorphic ? "0" : random.nextInt(12) == 0 ? ALLELES[random.nextInt(ALLELES.length)] : "G";
            case "BestProbeset" -> Integer.toString(random.nextInt(2));
            case "C(HOM A1)", "C(HAP A1)", "C(HET)", "HET_REF_ALT_CTS", "TWO_ALT_GENO_CTS", "HAP_ALT_CTS" ->
                Integer.toString(isMonomorphic ? 0 : random.nextInt(200));
            default -> Integer.toString(random.nextInt(200));
        };
    }

    private static String escaped(byte[] text) {
        return new String(text, StandardCharsets.UTF_8)
                .replace("\t", "\\t")
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }
}

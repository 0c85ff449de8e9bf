package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that look like a format and must not be read as one: each refused with its line, column and value. */
class HostileFormatsTests {

    private static final String GCOUNT =
            "#CHROM|ID|REF|ALT|HOM_REF_CT|HET_REF_ALT_CTS|TWO_ALT_GENO_CTS|HAP_REF_CT|HAP_ALT_CTS|MISSING_CT\n";
    private static final String FRQX = "CHR|SNP|A1|A2|C(HOM A1)|C(HET)|C(HOM A2)|C(HAP A1)|C(HAP A2)|C(MISSING)\n";
    private static final String AXIOM = "probeset_id|n_AA|n_AB|n_BB|n_NC\n";
    private static final String WIDE = "probeset_id|b1.n_AA|b1.n_AB|b1.n_BB|b1.n_NC\n";

    @TempDir
    private Path folder;

    /**
     * A format to be spoilt.
     *
     * @param row a good row, with {@code ID} and {@code N} for the probeset and a count
     * @param id the name of the column of the former
     * @param count that of the latter
     */
    private record Sound(String header, String row, String id, String count) {

        static Sound of(InputFormat format) {
            return switch (format) {
                case AXIOM -> new Sound(AXIOM, "ID|1|N|3|4\n", "probeset_id", "n_AB");
                case GCOUNT -> new Sound(GCOUNT, "1|ID|A|G|1|N|3|0|0|4\n", "ID", "HET_REF_ALT_CTS");
                case FRQX -> new Sound(FRQX, "1|ID|A|G|1|2|3|0|0|N\n", "SNP", "C(MISSING)");
                case WIDE -> new Sound(WIDE, "ID|1|2|N|4\n", "probeset_id", "b1.n_BB");
                default ->
                    new Sound("probeset_id|batch_name|n_AA|n_AB|n_BB|n_NC\n", "ID|b|N|2|3|4\n", "probeset_id", "n_AA");
            };
        }

        String row(String probeset, String number) {
            return row.replace("ID", probeset).replace("N", number);
        }

        String text(String probeset, String number) {
            return header + row("rs1", "5") + row(probeset, number);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void whatIsNoCountIsRefusedWhereItIs(InputFormat format) throws IOException {
        Sound sound = Sound.of(format);
        for (String value : List.of(
                "-1",
                "+1",
                "1.5",
                "NA",
                "NaN",
                "",
                " 5",
                "5 ",
                "0x1F",
                "1,2",
                "9007199254740993",
                "1e-1",
                "\u0661",
                "1_0")) {
            assertThat(faults(sound.text("rs2", value)))
                    .as(value)
                    .extracting(InputFault::line, InputFault::column, InputFault::value)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(3L, sound.count(), value));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void whatIsNoRowIsRefusedWhereItIs(InputFormat format) throws IOException {
        Sound sound = Sound.of(format);
        String good = sound.text("rs2", "5");
        expect(good + "rs3|1\n", "line 4, value \"rs3\\u00091\": the row has 2 fields");
        expect(
                good + sound.row("rs3", "5|5"),
                "line 4, value \"" + sound.row("rs3", "5|5").strip().replace("|", "\\u0009"));
        expect(good + "#" + sound.row("rs3", "5"), "line 4, value \"#");
        expect(
                sound.text("", "5"),
                "line 3, column " + sound.id() + ", value \"\": " + sound.id() + " must not be empty");
        expect(sound.text("a\u0001b", "5"), "line 3, column " + sound.id() + ", value \"a\\u0001b\"");
        expect(sound.text("a\0b", "5"), "line 3, column " + sound.id() + ", value \"\\u0000\": NUL is not text");
        expect(sound.text("\"x\"y", "5"), "line 3: a quoted field must end before the next tab");
        expect(sound.text("\"x\n", "5"), "line 3, column " + sound.id() + ": a quoted field must end on the line");
        expect(
                good + sound.row("rs1", "5"),
                "line 4, column " + (format == InputFormat.TSV ? "batch_name" : sound.id()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
    void whatIsNoSuchFileIsRefused(InputFormat format) throws IOException {
        Sound sound = Sound.of(format);
        expect("", "line 1: the file is empty");
        expect(sound.header(), "line 2: there are no rows below the header");
        expect(sound.header() + "\n\n", "line 4: there are no rows below the header");
        expect(
                sound.header().strip() + "|" + sound.count() + "\n" + sound.row("rs1", "5"),
                "line 1, column " + sound.count());
        expect(sound.header().replace('|', ',') + sound.row("rs1", "5").replace('|', ','), "line 1, ");
        byte[] text = bytes(sound.text("rs2", "5"));
        byte[] malformed = text.clone();
        malformed[text.length - 3] = (byte) 0xff;
        expect(malformed, "line 3, column ");
        byte[] gzip = gzip(text);
        expect(Arrays.copyOf(gzip, gzip.length - 9), "line ");
        expect(sound.text("rs2", "5").getBytes(StandardCharsets.UTF_16), "line 1, value \"UTF-16\"");
        expect(new byte[] {'P', 'K', 3, 4, 0, 0}, "line 1, value \"zip archive\"");
        expect(
                new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 4, 0},
                "line 1, value \"zstd\": the file is compressed by zstd; unpack it: plink2 --zst-decompress a.txt"
                        + " a.txt.txt");
    }

    static Stream<String[]> textsOfNoUse() {
        List<String[]> texts = new ArrayList<>();
        texts.add(row(
                GCOUNT + "1|rs1|A|G,T|1|2,3|4|0|0|5\n",
                "line 2, column ALT, value \"G,T\": there must be two alleles"));
        texts.add(
                row(GCOUNT + "1|.|A|G|1|2|3|0|0|4\n", "line 2, column ID, value \".\": the variant must have a name"));
        texts.add(row(
                GCOUNT + "1|rs1|A|A|1|2|3|0|0|4\n", "line 2, column ALT, value \"A\": the two alleles must differ"));
        texts.add(row(
                GCOUNT + "1|rs1|A|.|1|2|3|0|0|4\n", "line 2, column ALT, value \".\": an allele that samples have"));
        texts.add(row(GCOUNT + "1|rs1|A||1|2|3|0|0|4\n", "line 2, column ALT, value \"\": ALT must not be empty"));
        texts.add(row(
                GCOUNT + "1|rs1|A|G|9007199254740992|2|3|1|0|4\n",
                "line 2, column HOM_REF_CT, value \"9007199254740993\": a count and that of its haploid samples"));
        texts.add(row(
                GCOUNT + "1|rs1|A|G|1|2|3|0|0|4\n1|rs2|A|G|1|2|3|x|0|4\n", "line 3, column HAP_REF_CT, value \"x\""));
        texts.add(row(GCOUNT.replace("|MISSING_CT", ""), "line 1, column MISSING_CT"));
        texts.add(row(GCOUNT.replace("HAP_REF_CT|", ""), "line 1, column HAP_REF_CT"));
        texts.add(row(GCOUNT.replace('|', ' '), "line 1, value \"#CHROM ID REF"));
        texts.add(row(
                "#CHROM|ID|A1|AX|HOM_A1_CT|HET_A1_CT|TWO_AX_CT|O(HET_A1)|E(HET_A1)|P\n1|rs1|A|G|1|2|3|.5|.5|1\n",
                "line 1, column HOM_A1_CT, value \"#CHROM ID A1 AX HOM_A1_CT HET_A1_CT TWO_AX_CT O(HET_A1) E(HET_A1)"
                        + " P\": a test of Hardy-Weinberg equilibrium does not say how many calls are missing"));
        texts.add(row(
                "#CHROM|ID|REF|ALT|ALT_FREQS|OBS_CT\n1|rs1|A|G|0.5|6\n",
                "line 1, column ALT_FREQS, value \"#CHROM ID REF ALT ALT_FREQS OBS_CT\": frequencies are rounded"));
        texts.add(row("#CHROM|ID|REF|ALT|ALT_CTS|OBS_CT\n1|rs1|A|G|3|6\n", "line 1, column ALT_CTS"));
        texts.add(row(FRQX + "1|rs1|0|A|1|0|3|0|0|4\n", "line 2, column A1, value \"0\": an allele that samples have"));
        texts.add(row(FRQX + "1|rs1|0|A|0|1|3|0|0|4\n", "line 2, column A1, value \"0\": an allele that samples have"));
        texts.add(row(FRQX + "1|rs1|0|A|0|0|3|1|0|4\n", "line 2, column A1, value \"0\": an allele that samples have"));
        texts.add(row(FRQX + "1|rs1|0|0|0|0|3|0|0|4\n", "line 2, column A2, value \"0\": an allele that samples have"));
        texts.add(row(FRQX + "1|rs1|G|G|1|2|3|0|0|4\n", "line 2, column A2, value \"G\": the two alleles must differ"));
        texts.add(
                row(FRQX + "1|rs1|C,T|G|1|2|3|0|0|4\n", "line 2, column A1, value \"C,T\": there must be two alleles"));
        texts.add(row(FRQX.replace('|', ' '), "line 1, value \"CHR SNP A1"));
        texts.add(row(" CHR  SNP     TEST   A1   A2   GENO   O(HET)   E(HET)   P \n", "line 1, column O(HET)"));
        texts.add(row(" CHR  SNP   A1   A2   MAF  NCHROBS\n   1  rs1   G    A   0.5   6\n", "line 1, column MAF"));
        texts.add(row(" CHR  SNP   A1   A2     C1     C2     G0\n", "line 1, column G0"));
        texts.add(row(AXIOM.replace("n_NC", "NC"), "line 1, column n_NC"));
        texts.add(row(AXIOM.replace("probeset_id", "id"), "line 1, column probeset_id"));
        texts.add(row(
                WIDE.replace("|b1.n_NC", ""),
                "line 1, value \"b1.n_AA b1.n_AB b1.n_BB\": the genotyping batch b1 has"));
        texts.add(row(
                WIDE.replace("b1.n_NC", "b1.n_NC|n_AA.b1"), "line 1, value \"n_AA.b1\": the column b1.n_AA is for"));
        texts.add(row(WIDE.replace("b1.", "."), "line 1, value \".n_AA\": the name of a genotyping batch must not be"));
        texts.add(row(WIDE.replace("probeset_id", "id"), "line 1, column probeset_id"));
        texts.add(row(
                "x|y\n1|2\n", "line 1, column probeset_id, value \"x y\": the header lacks the column probeset_id"));
        return texts.stream();
    }

    private static String[] row(String... text) {
        return text;
    }

    @ParameterizedTest
    @MethodSource("textsOfNoUse")
    void whatTheFormatsCannotSayIsRefused(String text, String message) throws IOException {
        expect(text, message);
    }

    @Test
    void filesThatContradictEachOtherAreRefusedByFileAndLine() throws IOException {
        expect(
                two("b1/x.txt", AXIOM + "AX-1|1|2|3|4\n", "c/b1/x.txt", AXIOM + "AX-1|1|2|3|4\n"),
                "c/b1/x.txt, line 1, value \"b1\": the file is of the same genotyping batch as b1/x.txt");
        expect(
                two("a.txt", AXIOM + "AX-1|1|2|3|4\n", "o.b.gcount", GCOUNT + "1|rs1|A|G|1|2|3|0|0|4\n"),
                "o.b.gcount, line 1, value \"gcount\": all files must be of one format; a.txt is of the format axiom");
        expect(
                two("p1.gcount", GCOUNT + "1|rs1|A|G|1|2|3|0|0|4\n", "p2.gcount", GCOUNT + "\n1|rs1|T|A|1|2|3|0|0|4\n"),
                "p2.gcount, line 3, column REF, value \"T\": probeset rs1 has the alleles A and G in other rows");
        expect(
                two("p1.frqx", FRQX + "1|rs1|0|C|0|0|3|0|0|4\n", "p2.frqx", FRQX + "1|rs1|G|A|1|2|3|0|0|4\n"),
                "p2.frqx, line 2, column A2, value \"A\": probeset rs1 has the alleles C and G in other rows");
        expect(
                two("p1.gcount", GCOUNT + "1|rs1|A|G|1|2|3|0|0|4\n", "p2.gcount", GCOUNT),
                "p2.gcount, line 2: there are no rows below the header");
        expect(
                two("p1.gcount", GCOUNT + "1|rs1|A|G|1|2|y|0|0|4\n", "p2.gcount", GCOUNT + "1|rs1|A|G|x|2|3|0|0|4\n"),
                "p1.gcount, line 2, column TWO_ALT_GENO_CTS, value \"y\"",
                "p2.gcount, line 2, column HOM_REF_CT, value \"x\"");
        expect(
                two("a.tsv", WIDE + "P1|1|2|3|4\n", "b.tsv", WIDE + "P1|1|2|3|4\n"),
                "b.tsv, line 2, column probeset_id, value \"P1\": the probeset already has counts for the genotyping"
                        + " batch b1 on line 2 of a.tsv");
    }

    /** A guess of how many rows there are must not be as many as the short lines of so many genotyping batches each. */
    @Test
    void shortLinesBelowAWideHeaderTakeNoMoreMemoryThanTheyAre() throws IOException {
        StringBuilder text = new StringBuilder("probeset_id");
        for (int batch = 0; batch < 20_000; batch++) {
            text.append("|b%1$d.n_AA|b%1$d.n_AB|b%1$d.n_BB|b%1$d.n_NC".formatted(batch));
        }
        text.append('\n').append("AX-00000000001|1\n".repeat(50_000));
        assertThat(faults(text.toString())).hasSize(InvalidInputException.MAX_FAULTS);
    }

    @Test
    void theColumnOfBestProbesetsIsLookedAtWhereItIsUsed() throws IOException {
        String header = "probeset_id|n_AA|n_AB|n_BB|n_NC|BestProbeset\n";
        for (String value : List.of("", "2", "true", " 1", "1.0")) {
            expect(
                    best(header + "AX-1|1|2|3|4|" + value + "\n"),
                    "line 2, column BestProbeset, value \"" + value + "\"");
        }
        expect(best(header + "AX-1|1|2|3|4|0\n"), "line 3: there is no row that is wanted below the header");
        expect(best(header + "AX-1|1|2|x|4|0\nAX-2|1|2|3|4|1\n"), "line 2, column n_BB, value \"x\"");
        expect(best(AXIOM + "AX-1|1|2|3|4\n"), "line 1, column BestProbeset");
        expect(
                best(WIDE + "P1|1|2|3|4\n"),
                "line 1, column BestProbeset, value \"wide\": best_probesets_only is of the");
    }

    private InputFiles best(String text) throws IOException {
        return DataSetFiles.in(folder).with("a.txt", text).files().withBestProbesetsOnly(true);
    }

    private InputFiles two(String name, String text, String otherName, String otherText) throws IOException {
        return DataSetFiles.in(folder)
                .with(name, text)
                .with(otherName, otherText)
                .files();
    }

    private void expect(String text, String message) throws IOException {
        expect(bytes(text), message);
    }

    private void expect(byte[] bytes, String message) throws IOException {
        expect(DataSetFiles.in(folder).with("a.txt", bytes).files(), message);
    }

    private static void expect(InputFiles files, String... messages) {
        List<InputFault> faults = faults(files);
        for (int i = 0; i < messages.length; i++) {
            assertThat(faults.get(i).message()).startsWith(messages[i]);
        }
    }

    private List<InputFault> faults(String text) throws IOException {
        return faults(DataSetFiles.in(folder).with("a.txt", text).files());
    }

    private static List<InputFault> faults(InputFiles files) {
        InvalidInputException e = catchThrowableOfType(InvalidInputException.class, () -> DataSetFiles.read(files));
        assertThat(e).as("the files are refused").isNotNull();
        return e.faults();
    }

    private static byte[] bytes(String text) {
        return text.replace('|', '\t').getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text);
        }
        return bytes.toByteArray();
    }
}

package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
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
import org.genoqc.homogeneity.input.InputFile;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.InputFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTests {

    private static final String AXIOM = "probeset_id|n_AA|n_AB|n_BB|n_NC\n";
    private static final String GCOUNT =
            "#CHROM|ID|REF|ALT|HOM_REF_CT|HET_REF_ALT_CTS|TWO_ALT_GENO_CTS|HAP_REF_CT|HAP_ALT_CTS|MISSING_CT\n";
    private static final String FRQX = "CHR|SNP|A1|A2|C(HOM A1)|C(HET)|C(HOM A2)|C(HAP A1)|C(HAP A2)|C(MISSING)\n";

    @TempDir
    private Path folder;

    @Test
    void ofAxiomTheFolderIsTheGenotypingBatchAndColumnsAreFoundByName() throws IOException {
        ProbesetCounts counts = DataSetFiles.in(folder)
                .with("b02/Ps.performance.txt", "#%a=b\n#%c=d\nn_NC|n_BB|CR|probeset_id|n_AB|n_AA\n4|3|99.1|AX-1|2|1\n")
                .with("b01/Ps.performance.txt", "probeset_id|affy_snp_id|n_AA|n_AB|n_BB|n_NC\nAX-1|Affx-1|5|6|7|8\n")
                .read();
        assertThat(DataSetFiles.rows(counts)).containsExactly("AX-1|b01|5|6|7|8", "AX-1|b02|1|2|3|4");
        assertThat(counts.warnings()).isEmpty();
    }

    @Test
    void controlsOfAxiomAreKeptAndCounted() throws IOException {
        ProbesetCounts counts = DataSetFiles.in(folder)
                .with("b1.txt", AXIOM + "AFFX-1|1|2|3|4\nAX-1|1|2|3|4\nAFFX-2|1|2|3|4\n")
                .with("b2.txt", AXIOM + "AFFX-1|1|2|3|4\nAX-1|1|2|3|4\nAFFX-2|1|2|3|4\n")
                .read();
        assertThat(counts.probesets()).isEqualTo(3);
        assertThat(counts.warnings())
                .containsExactly("2 probesets begin with AFFX, as controls do, and are tested as all others");
    }

    @Test
    void rowsThatAreNotOfTheBestProbesetAreLeftOutIfThatIsWanted() throws IOException {
        InputFiles files = DataSetFiles.in(folder)
                .with("b1.txt", "probeset_id|n_AA|n_AB|n_BB|n_NC|BestProbeset\nAX-1|1|2|3|4|1\nAX-2|5|6|7|8|0\n")
                .files();
        assertThat(DataSetFiles.rows(DataSetFiles.read(files))).hasSize(2);
        assertThat(DataSetFiles.rows(DataSetFiles.read(files.withBestProbesetsOnly(true))))
                .containsExactly("AX-1|b1|1|2|3|4");
    }

    @Test
    void theHomozygotesOfFilesThatExchangeTheAllelesAreExchangedBack() throws IOException {
        ProbesetCounts counts = DataSetFiles.in(folder)
                .with("o.p1.gcount", GCOUNT + "1|rs1|G|A|1|2|3|0|0|4\n1|rs2|A|C|1|2|3|0|0|4\n1|rs3|T|TA|1|2|3|0|0|4\n")
                .with("o.p2.gcount", GCOUNT + "1|rs1|A|G|5|6|7|0|0|8\n1|rs2|A|C|5|6|7|0|0|8\n1|rs3|TA|T|5|6|7|0|0|8\n")
                .read();
        assertThat(DataSetFiles.rows(counts))
                .containsExactly(
                        "rs1|p1|3|2|1|4",
                        "rs1|p2|5|6|7|8",
                        "rs2|p1|1|2|3|4",
                        "rs2|p2|5|6|7|8",
                        "rs3|p1|1|2|3|4",
                        "rs3|p2|7|6|5|8");
        assertThat(counts.warnings())
                .containsExactly(
                        "2 probesets have REF and ALT exchanged in some files; their AA and BB were exchanged back"
                                + " (first: rs1)");
    }

    @Test
    void anAlleleThatNoSampleOfAFileHasIsThatOfOtherFilesWhateverTheirOrder() throws IOException {
        List<String> names = List.of("p1.frqx", "p2.frqx", "p3.frqx");
        List<String> texts = List.of(
                FRQX + "1|rs1|0|G|0|0|9|0|0|1\n1|rs2|0|0|0|0|0|0|0|10\n1|rs3|0|C|0|0|8|0|2|0\n",
                FRQX + "1|rs1|0|A|0|0|8|0|0|2\n1|rs2|C|A|1|2|7|0|0|0\n1|rs3|0|C|0|0|7|0|3|0\n",
                FRQX + "1|rs1|G|A|1|2|3|0|0|4\n1|rs2|0|C|0|0|10|0|0|0\n1|rs3|0|C|0|0|6|0|4|0\n");
        for (int[] order : new int[][] {{0, 1, 2}, {2, 1, 0}, {1, 0, 2}, {1, 2, 0}}) {
            DataSetFiles files = DataSetFiles.in(folder);
            for (int file : order) {
                files.with(names.get(file), texts.get(file));
            }
            ProbesetCounts counts = files.read();
            assertThat(DataSetFiles.rows(counts))
                    .containsExactly(
                            "rs1|p1|0|0|9|1",
                            "rs1|p2|8|0|0|2",
                            "rs1|p3|3|2|1|4",
                            "rs2|p1|0|0|0|10",
                            "rs2|p2|7|2|1|0",
                            "rs2|p3|0|0|10|0",
                            "rs3|p1|10|0|0|0",
                            "rs3|p2|10|0|0|0",
                            "rs3|p3|10|0|0|0");
            assertThat(counts.warnings()).isEmpty();
        }
    }

    @Test
    void theColumnOfTheChromosomeMayBeMissing() throws IOException {
        assertThat(DataSetFiles.rows(DataSetFiles.in(folder)
                        .with("o.p1.gcount", GCOUNT.replace("#CHROM|ID", "#ID") + "rs1|A|.|9|0|0|1|0|4\n")
                        .read()))
                .containsExactly("rs1|p1|10|0|0|4");
    }

    @Test
    void aWideTableHasTheGenotypingBatchBeforeOrAfterTheGenotype() throws IOException {
        assertThat(DataSetFiles.rows(DataSetFiles.in(folder)
                        .with(
                                "wide.tsv",
                                "b.1.n_AB|b.1.n_AA|b.1.n_BB|b.1.n_NC|probeset_id|n_AA.b2|n_AB.b2|n_BB.b2|n_NC.b2|x\n"
                                        + "2|1|3|4|P1|5|6|7|8|-\n")
                        .read()))
                .containsExactly("P1|b.1|1|2|3|4", "P1|b2|5|6|7|8");
    }

    @Test
    void filesOfTheLongTableAddUp() throws IOException {
        String header = "probeset_id|batch_name|n_AA|n_AB|n_BB|n_NC\n";
        assertThat(DataSetFiles.rows(DataSetFiles.in(folder)
                        .with("a.tsv", header + "P2|b1|1|2|3|4\n")
                        .with("b.tsv", header + "P1|b1|1|2|3|4\nP2|b2|5|6|7|8\n")
                        .read()))
                .containsExactly("P1|b1|1|2|3|4", "P2|b1|1|2|3|4", "P2|b2|5|6|7|8");
    }

    @Test
    void aFileMayBeCompressed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write((FRQX + "1|rs1|G|A|1|2|3|0|0|4\n").replace('|', '\t').getBytes(StandardCharsets.UTF_8));
        }
        assertThat(DataSetFiles.rows(DataSetFiles.in(folder)
                        .with("o.p1.frqx.gz", bytes.toByteArray())
                        .read()))
                .containsExactly("rs1|p1|3|2|1|4");
    }

    @ParameterizedTest
    @CsvSource({
        "AXIOM, b01/Ps.performance.txt b02/Ps.performance.txt.gz, b01 b02",
        "AXIOM, /run/b01/Ps.performance.txt /run/b02/Ps.performance.txt, b01 b02",
        "AXIOM, b01/Ps.performance.txt, b01",
        "AXIOM, b01/Ps.performance.txt run/b02.txt, b01 b02",
        "AXIOM, Ps.performance.txt, Ps.performance",
        "AXIOM, run/b01.txt run/b02.tsv.gz, b01 b02",
        "AXIOM, run/b.01_Ps.performance.txt run/b.02.Ps.performance.txt, b.01 b.02",
        "GCOUNT, x/out.p1.gcount y/out.p2.gcount.gz, p1 p2",
        "GCOUNT, out.p.1.gcount out.q.1.gcount, p.1 q.1",
        "GCOUNT, out.gcount out.p2.gcount, out out.p2",
        "GCOUNT, out.p1.gcount, p1",
        "FRQX, p1.frqx p2.frqx, p1 p2",
        "FRQX, plates.2024.frqx plates.2025.frqx, 2024 2025"
    })
    void genotypingBatchesAreNamedByTheNamesOfTheFiles(InputFormat format, String names, String batches)
            throws IOException {
        List<InputFile> files = Arrays.stream(names.split(" ", -1))
                .map(name -> new InputFile(folder, name, null))
                .toList();
        assertThat(BatchNames.of(
                        new InputFiles(files, null, InputFormat.AUTO, false),
                        format,
                        HeapBudget.ofThisJvm().share()))
                .containsExactly(batches.split(" ", -1));
    }

    @Test
    void aManifestSaysWhichGenotypingBatchAFileIsOf() throws IOException {
        InputFiles files = DataSetFiles.in(folder)
                .with("run/a/Ps.performance.txt", AXIOM + "AX-1|1|2|3|4\n")
                .with("run/b/Ps.performance.txt", AXIOM + "AX-1|5|6|7|8\n")
                .files();
        Path manifest = manifest("# who made it\n"
                + "batch_name|file|remark\n"
                + "plate 9|b/Ps.performance.txt|\n"
                + "plate 8|run/a/Ps.performance.txt|-\n");
        assertThat(DataSetFiles.rows(DataSetFiles.read(files.withManifest(manifest))))
                .containsExactly("AX-1|plate 8|1|2|3|4", "AX-1|plate 9|5|6|7|8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "file|batch_name\\na.txt|p1\\n; line 3, column file, value \"b.txt\": this file has no row",
                "file|batch_name\\na.txt|p1\\nb.txt|p2\\nc.txt|p3\\n; line 4, column file, value \"c.txt\": no file is",
                "file|batch_name\\n"
                        + "a.txt|p1\\n"
                        + "a.txt|p2\\n"
                        + "; line 3, column file, value \"a.txt\": the file has a row already",
                "file|batch_name\\na.txt|\\nb.txt|p2\\n; line 2, column batch_name, value \"\": batch_name must not be",
                "file|batch_name\\na.txt\\nb.txt|p2\\n; line 2, value \"a.txt\": the row must have as many fields",
                "file|name\\na.txt|p1\\nb.txt|p2\\n; line 1, column batch_name, value \"file name\": a manifest must",
                "file|file|batch_name\\n; line 1, column file, value",
                "''; line 1: the file is empty",
                "file|batch_name\\n\"a.txt|p1\\n; line 2: a quoted field must end",
                "file|batch_name\\na.txt|\"p\"1\\n; line 2: a quoted field must end before"
            })
    void aFaultyManifestIsRefused(String text, String message) throws IOException {
        InputFiles files = DataSetFiles.in(folder)
                .with("a.txt", AXIOM + "AX-1|1|2|3|4\n")
                .with("b.txt", AXIOM + "AX-1|5|6|7|8\n")
                .files();
        InputFiles withManifest = files.withManifest(manifest(text.replace("\\n", "\n")));
        assertThat(faults(withManifest).getFirst().message()).startsWith(folder + "/manifest.tsv, " + message);
    }

    @Test
    void aManifestIsNotForFilesThatNameTheirGenotypingBatches() throws IOException {
        InputFiles files = DataSetFiles.in(folder)
                .with("wide.tsv", "probeset_id|b.n_AA|b.n_AB|b.n_BB|b.n_NC\nP|1|2|3|4\n")
                .files();
        assertThat(faults(files.withManifest(manifest("file|batch_name\nwide.tsv|b\n"))))
                .extracting(InputFault::rule)
                .containsExactly(
                        "a manifest is for the formats axiom, gcount and frqx; in this format the file names the"
                                + " genotyping batches");
    }

    @Test
    void whatIsWrittenIsReadAgainAsItWas() throws IOException {
        ProbesetCounts counts = DataSetFiles.in(folder)
                .with(
                        "a.tsv",
                        "n_AA|n_AB|n_BB|n_NC|batch_name|probeset_id\n"
                                + "1|2|3|4|\"\"\"q\"|rs:5:\"A'\n"
                                + "5|6|7|9007199254740992|#b|\u00e9\n"
                                + "1|0|0|0|#b|\"\"\"a\"\n")
                .read();
        List<String> rows = DataSetFiles.rows(counts);
        String again = "probeset_id|batch_name|n_AA|n_AB|n_BB|n_NC\n" + String.join("\n", rows);
        assertThat(DataSetFiles.rows(
                        DataSetFiles.in(folder).with("again.tsv", again).read()))
                .isEqualTo(rows)
                .containsExactly(
                        "\"\"\"a\"|#b|1|0|0|0", "rs:5:\"A'|\"\"\"q\"|1|2|3|4", "\u00e9|#b|5|6|7|9007199254740992");
    }

    @Test
    void aProbesetThatWouldBeACommentCannotBeWritten() throws IOException {
        ProbesetCounts counts = DataSetFiles.in(folder)
                .with("o.p1.gcount", GCOUNT + "1|#rs1|A|G|1|2|3|0|0|4\n")
                .read();
        assertThatIOException()
                .isThrownBy(() -> CountsWriter.write(counts, new StringBuilder()))
                .withMessageContaining("#rs1");
    }

    private Path manifest(String text) throws IOException {
        return Files.writeString(folder.resolve("manifest.tsv"), text.replace('|', '\t'));
    }

    private static List<InputFault> faults(InputFiles files) {
        InvalidInputException e = catchThrowableOfType(InvalidInputException.class, () -> DataSetFiles.read(files));
        assertThat(e).as("the files are refused").isNotNull();
        return e.faults();
    }
}

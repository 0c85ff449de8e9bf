package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationTests {

    @TempDir
    private Path folder;

    /** Probesets P1 to P4, in no order. */
    private InputFiles data() throws IOException {
        StringBuilder rows = new StringBuilder("probeset_id|batch_name|n_AA|n_AB|n_BB|n_NC\n");
        for (String id : List.of("P3", "P1", "P4", "P2")) {
            rows.append(id).append("|a|1|2|3|4\n").append(id).append("|b|4|3|2|1\n");
        }
        return DataSetFiles.in(folder).with("data.tsv", rows.toString()).files();
    }

    private InputFiles annotated(byte[] annotation) throws IOException {
        return data().withAnnotation(Files.write(folder.resolve("annotation"), annotation));
    }

    private InputFiles annotated(String annotation) throws IOException {
        return annotated(annotation.replace('|', '\t').getBytes(StandardCharsets.UTF_8));
    }

    /** Of each probeset chromosome, position and name of the SNP. */
    private static List<String> places(InputFiles files) throws IOException {
        ProbesetCounts counts = DataSetFiles.read(files);
        assertThat(counts.isAnnotated()).isTrue();
        return IntStream.range(0, counts.probesets())
                .mapToObj(probeset -> String.join(" ", counts.place(probeset).fields()))
                .toList();
    }

    private static List<String> warnings(InputFiles files) throws IOException {
        return DataSetFiles.read(files).warnings();
    }

    @Test
    void saysWhereProbesetsAreInAnyOrder() throws IOException {
        InputFiles files = annotated("# made by hand\r\n\r\n"
                + "snp_id|remark|position|probeset_id|chromosome\r\n"
                + "rs2|x|200|P2|2\r\n"
                + "other|x|9|P9|7\r\n"
                + "\"rs\"\"1\"|x|1e+05|P1|chrX\r\n\r\n"
                + "|x||P3|---\r\n"
                + ".|x|0|P4|NA\r\n");
        assertThat(places(files)).containsExactly("X 100000 rs\"1", "2 200 rs2", " NaN ", " 0 ");
        assertThat(warnings(files)).isEmpty();
    }

    @Test
    void readsTheAnnotationOfAnAxiomArray() throws IOException {
        String csv = "#%netaffx-annotation-date=2019-01-01\n#%genome-version=hg38\n"
                + "\"Probe Set ID\",\"Affy SNP ID\",\"dbSNP RS ID\",\"Chromosome\",\"Physical Position\",\"Genes\"\n"
                + "\"P1\",\"Affx-1\",\"rs1\",\"MT\",\"12\",\"ENST1 // \"\"A\"\", x // 0\"\n"
                + "\"P2\",\"Affx-2\",\"---\",\"---\",\"---\",\"---\"\n"
                + "\"P3\",\"Affx-3\",\"rs3\",\"1\",\"7\",\"a\tb\"\n";
        InputFiles files = annotated(csv);
        assertThat(places(files)).containsExactly("MT 12 rs1", " NaN ", "1 7 rs3", " NaN ");
        assertThat(warnings(files)).containsExactly("1 probeset has no row in the annotation (first: P4)");
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(csv.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(places(annotated(gzip.toByteArray()))).isEqualTo(places(files));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "#CHROM|ID|REF|ALT|HOM_REF_CT\\n23|P1|A|G|5\\n25|P2|A|G|5\\n0|P3|A|G|5\\nchr07|P4|A|G|5\\n",
                "CHR|SNP|BP\\nX|P1|NA\\nxy|P2|NA\\n0|P3|NA\\n7|P4|NA\\n",
                "probeset_id,chromosome\\nP1,x\\nP2,chrXY\\nP3,\\nP4,CHR7\\n"
            })
    void chromosomesHaveOneNameHoweverTheyAreWritten(String text) throws IOException {
        assertThat(places(annotated(text.replace("\\n", "\n"))))
                .containsExactly("X NaN ", "XY NaN ", " NaN ", "7 NaN ");
    }

    @Test
    void onlyXAndYAndTheMitochondriaAreApart() throws IOException {
        ProbesetCounts counts =
                DataSetFiles.read(annotated("probeset_id|chromosome\nP1|chrM\nP2|24\nP3|XY\nP4|GL000195.1\n"));
        assertThat(IntStream.range(0, 4).mapToObj(counts::isOnSexChromosome)).containsExactly(true, true, false, false);
        assertThat(counts.place(0).chromosome()).isEqualTo("MT");
        assertThat(counts.place(3).chromosome()).isEqualTo("GL000195.1");
    }

    @Test
    void whereThereAreMoreThan26TheNumbersOfPlinkAreAutosomes() throws IOException {
        assertThat(places(annotated("probeset_id|chromosome\nP1|23\nP2|26\nP3|X\ncow|29\nP4|27\n")))
                .containsExactly("23 NaN ", "26 NaN ", "X NaN ", "27 NaN ");
    }

    @Test
    void warnsOfWhatItLacksAndOfNamesThatSeveralHave() throws IOException {
        assertThat(warnings(annotated("probeset_id|snp_id\nP2|rs1\nP1|rs1\nP9|rs1\nP2|rs1\n")))
                .containsExactly(
                        "2 probesets have no row in the annotation (first: P3)",
                        "1 snp_id is borne by several probesets, 2 in all: a list by snp_id takes out all of them where"
                                + " one is taken out");
    }

    @Test
    void theSameRowTwiceIsNoFault() throws IOException {
        assertThat(places(annotated("probeset_id|chromosome|position|snp_id\nP1|1|2|rs1\nP1|chr1|2|rs1\n")))
                .startsWith("1 2 rs1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; line 1: the file is empty",
                "# x\\n\\n; line 1: the file is empty",
                "chromosome|position\\n"
                        + "1|2\\n"
                        + "; line 1, column probeset_id, value \"chromosome position\": an annotation must",
                "probeset_id|gene\\nP1|x\\n; line 1, value \"probeset_id gene\": an annotation must have one of",
                "#x\\n"
                        + "probeset_id|position|position\\n"
                        + "; line 2, column position, value \"position\": the column appears twice",
                "probeset_id chromosome\\nP1 1\\n; line 1, column probeset_id, value \"probeset_id chromosome\"",
                "probeset_id|chromosome\\n"
                        + "P1|1|2\\n"
                        + "; line 2, value \"P1\\u00091\\u00092\": the row has 3 fields, the header has 2",
                "probeset_id|chromosome\\nP1\\n; line 2, value \"P1\": the row has 1 field, the header has 2",
                "probeset_id|chromosome\\n#P1\\n; line 2, value \"#P1\": the row has 1 field, the header has 2",
                "probeset_id|chromosome\\n|1\\n; line 2, column probeset_id, value \"\": the id of a probeset must not",
                "probeset_id|position\\n"
                        + "P1|5\\n"
                        + "P2|-1\\n"
                        + "; line 3, column position, value \"-1\": a position must be a whole",
                "probeset_id|position\\nP1|1.5\\n; line 2, column position, value \"1.5\": a position must be a whole",
                "probeset_id|position\\n"
                        + "P9|1,000\\n"
                        + "; line 2, column position, value \"1,000\": a position must be a whole",
                "probeset_id|position\\nP1|2147483648\\n; line 2, column position, value \"2147483648\": a position",
                "probeset_id|position\\nP1| 5\\n; line 2, column position, value \" 5\": a position must be a whole",
                "probeset_id|chromosome\\n"
                        + "P1|chr 1\\n"
                        + "; line 2, column chromosome, value \"chr 1\": a chromosome must be",
                "probeset_id,Chromosome\\n"
                        + "P1,\"1\t2\"\\n"
                        + "; line 2, column Chromosome, value \"1\\u00092\": a chromosome must",
                "probeset_id,snp_id\\n"
                        + "P1,\"a\tb\"\\n"
                        + "; line 2, column snp_id, value \"a\\u0009b\": the name of a SNP must not",
                "probeset_id|position\\n"
                        + "P1|5\\n"
                        + "P2|6\\n"
                        + "P1|7\\n"
                        + "; line 4, column probeset_id, value \"P1\": another row of this",
                "probeset_id|snp_id\\nP1|rs1\\nP1|\\n; line 3, column probeset_id, value \"P1\": another row of this",
                "probeset_id|snp_id\\n\"P1|rs1\\n; line 2: a quoted field must end on the line",
                "probeset_id,snp_id\\nP1,rs1\\nP2,\"rs\"2\\n; line 3: a quoted field must end before the next comma",
                "probeset_id|snp_id\\nP1|rs\u00001\\n; line 2, value \"\\u0000\": NUL is not text",
                "Probe Set ID,Chromosome\\nP1,1\\n\\nP2,1,2\\n; line 4, value \"P2,1,2\": the row has 3 fields"
            })
    void aFaultyAnnotationIsRefused(String text, String message) throws IOException {
        isRefused(annotated(text.replace("\\n", "\n")), message);
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        byte[] latin1 = "probeset_id\tsnp_id\nP1\trs1\nP2\tr\u00e9s\n".getBytes(StandardCharsets.ISO_8859_1);
        isRefused(annotated(latin1), "line 3, value \"0xe9\": the file must be UTF-8 text");
        isRefused(annotated("PK\3\4".getBytes(StandardCharsets.ISO_8859_1)), "line 1, value \"zip archive\"");
        isRefused(annotated("probeset_id\tsnp_id\n".getBytes(StandardCharsets.UTF_16LE)), "line 1");
        byte[] damaged = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3};
        isRefused(annotated(damaged), "line 1: the gzip stream is damaged");
        isRefused(annotated("probeset_id|snp_id\nP1|" + "x".repeat(1 << 17)), "line 2: a field may have at most");
    }

    @Test
    void faultsFarDownAreFoundAndNoMoreThanAHundredTold() throws IOException {
        InputFiles files = annotated("probeset_id|position\n" + "P9|x\n".repeat(1000));
        assertThat(faults(files).faults()).hasSize(InvalidInputException.MAX_FAULTS);
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
            CountsReader reader = new CountsReader(share, Cancellation.NEVER);
            assertThatExceptionOfType(InvalidInputException.class)
                    .isThrownBy(() -> reader.checkBeginning(files, 3))
                    .matches(e -> e.faults().size() == 3);
            InputFiles farDown = annotated("probeset_id|position\n" + "P9|1\n".repeat(50_000) + "P9|x\n");
            isRefused(farDown, "line 50002, column position, value \"x\"");
            // of the beginning nothing is wrong
            reader.checkBeginning(farDown, 1000);
        }
    }

    @Test
    void itsHeapIsChargedToTheBudget() throws IOException {
        StringBuilder text = new StringBuilder("probeset_id|snp_id\n");
        for (String id : List.of("P1", "P2", "P3", "P4")) {
            text.append(id).append('|').append(id.repeat(30_000)).append('\n');
        }
        InputFiles files = annotated(text.toString());
        // one block of rows takes 24 x 8,192 bytes
        try (HeapBudget.Share share = new HeapBudget(300_000).share()) {
            new CountsReader(share, Cancellation.NEVER).read(data());
        }
        try (HeapBudget.Share share = new HeapBudget(300_000).share()) {
            assertThatExceptionOfType(HeapBudgetExceededException.class)
                    .isThrownBy(() -> new CountsReader(share, Cancellation.NEVER).read(files));
        }
    }

    private void isRefused(InputFiles files, String message) {
        assertThat(faults(files).faults().getFirst().message())
                .startsWith(folder.resolve("annotation") + ", " + message);
    }

    private static InvalidInputException faults(InputFiles files) {
        InvalidInputException e = catchThrowableOfType(InvalidInputException.class, () -> DataSetFiles.read(files));
        assertThat(e).as("the annotation is refused").isNotNull();
        return e;
    }
}

package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chromosomes and positions that the files of PLINK have beside their counts. */
class PlacesOfFilesTests {

    private static final String COLUMNS =
            "ID|REF|ALT|HOM_REF_CT|HET_REF_ALT_CTS|TWO_ALT_GENO_CTS|HAP_REF_CT|HAP_ALT_CTS|MISSING_CT\n";
    private static final String FRQX = "CHR|SNP|A1|A2|C(HOM A1)|C(HET)|C(HOM A2)|C(HAP A1)|C(HAP A2)|C(MISSING)\n";
    private static final String COUNTS = "|A|G|1|2|3|0|0|4\n";

    @TempDir
    private Path folder;

    private static List<List<String>> places(ProbesetCounts counts) {
        return IntStream.range(0, counts.probesets())
                .mapToObj(probeset -> counts.place(probeset).fields())
                .toList();
    }

    private static String places(String... rows) {
        return String.join(COUNTS, rows) + COUNTS;
    }

    private List<String> faults(DataSetFiles files) {
        return catchThrowableOfType(InvalidInputException.class, files::read).faults().stream()
                .map(InputFault::message)
                .toList();
    }

    @Test
    void theyAreThoseOfAnAnnotationWithTheSameContent() throws IOException {
        String rows = places("chr7|90|rs2", "23|5|rs1", "0|.|rs3", "Y|0|rs4", "MT|7|rs5");
        DataSetFiles files = DataSetFiles.in(folder)
                .with("o.b1.gcount", "#CHROM|POS|" + COLUMNS + rows)
                .with("o.b2.gcount", "#CHROM|POS|" + COLUMNS + rows);
        ProbesetCounts own = files.read();
        assertThat(own.isAnnotated()).isTrue();
        assertThat(places(own))
                .containsExactly(
                        List.of("X", "5", ""),
                        List.of("7", "90", ""),
                        List.of("", "NaN", ""),
                        List.of("Y", "0", ""),
                        List.of("MT", "7", ""));
        assertThat(IntStream.range(0, 5).filter(own::isOnSexChromosome)).containsExactly(0, 3, 4);
        assertThat(own.warnings()).isEmpty();
        ProbesetCounts annotated = DataSetFiles.read(files.files().withAnnotation(folder.resolve("o.b1.gcount")));
        assertThat(places(annotated)).isEqualTo(places(own));
        assertThat(annotated.warnings()).isEmpty();
    }

    @Test
    void withoutThemThereIsNoAnnotation() throws IOException {
        ProbesetCounts counts = DataSetFiles.in(folder)
                .with("o.b1.gcount", "#" + COLUMNS + places("rs1"))
                .read();
        assertThat(counts.isAnnotated()).isFalse();
    }

    @Test
    void aFileThatDoesNotKnowAPlaceLeavesItToOthers() throws IOException {
        ProbesetCounts counts = DataSetFiles.in(folder)
                .with("b1.gcount", "#CHROM|POS|" + COLUMNS + places("0|.|rs1", "2|.|rs2"))
                .with("b2.gcount", "#CHROM|" + COLUMNS + places("X|rs1", "chr02|rs2"))
                .with("b3.gcount", "#CHROM|POS|" + COLUMNS + places("X|5|rs1", "2|6|rs2"))
                .with("b4.gcount", "#" + COLUMNS + places("rs1", "rs2"))
                .read();
        assertThat(places(counts)).containsExactly(List.of("X", "5", ""), List.of("2", "6", ""));
    }

    /** However the files are read, side by side or one after the other. */
    @Test
    void filesThatDisagreeAreRefusedByLine() {
        String rule = "; an annotation is believed instead of both";
        assertThat(faults(DataSetFiles.in(folder)
                        .with("b1.frqx", FRQX + places("1|rs1", "0|rs2", "23|rs3"))
                        .with("b2.frqx", FRQX + places("1|rs1", "X|rs2", "23|rs3"))
                        .with("b3.frqx", FRQX + places("2|rs1", "24|rs2", "23|rs3"))))
                .containsExactly(
                        "b3.frqx, line 2, column CHR, value \"2\": probeset rs1 has 1 on line 2 of b1.frqx" + rule,
                        "b3.frqx, line 3, column CHR, value \"24\": probeset rs2 has X on line 3 of b2.frqx" + rule);
        assertThat(faults(DataSetFiles.in(folder)
                        .with("p.b1.gcount", "#CHROM|POS|" + COLUMNS + places("1|5|rs1"))
                        .with("p.b2.gcount", "#CHROM|POS|" + COLUMNS + places("1|6|rs1"))))
                .containsExactly(
                        "p.b2.gcount, line 2, column POS, value \"6\": probeset rs1 has 5 on line 2 of p.b1.gcount"
                                + rule);
    }

    @Test
    void whatIsNoPlaceIsRefused() {
        assertThat(faults(DataSetFiles.in(folder)
                        .with("b1.gcount", "#CHROM|POS|" + COLUMNS + places("1|-5|rs1", "chromosome 1|5|rs2"))))
                .containsExactly(
                        "line 2, column POS, value \"-5\": a position must be a whole number from 0 to 2147483647",
                        "line 3, column #CHROM, value \"chromosome 1\": a chromosome must be a name of at most 64"
                                + " characters without spaces");
    }

    @Test
    void anAnnotationIsBelievedInstead() throws IOException {
        InputFiles files = DataSetFiles.in(folder)
                .with("b1.frqx", FRQX + places("1|rs1", "23|rs2"))
                .with("b2.frqx", FRQX + places("2|rs1", "24|rs2"))
                .files();
        Path annotation = folder.resolve("annotation.tsv");
        Files.writeString(annotation, "probeset_id\tchromosome\nrs1\tX\n", StandardCharsets.UTF_8);
        assertThat(places(DataSetFiles.read(files.withAnnotation(annotation))))
                .containsExactly(List.of("X", "NaN", ""), List.of("", "NaN", ""));
    }
}

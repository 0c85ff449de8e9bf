package org.genoqc.homogeneity.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrataTests {

    private static final String HEADER = "probeset_id|batch_name|n_AA|n_AB|n_BB|n_NC|stratum\n";
    private static final String AXIOM = "probeset_id|n_AA|n_AB|n_BB|n_NC\n";

    @TempDir
    private Path folder;

    private DataSetFiles data(String rows) {
        return DataSetFiles.in(folder).with("a.tsv", HEADER + rows);
    }

    private static String fault(InputFiles files) {
        return catchThrowableOfType(InvalidInputException.class, () -> DataSetFiles.read(files))
                .faults()
                .getFirst()
                .message();
    }

    @Test
    void rowsAreSortedByProbesetStratumAndGenotypingBatch() throws IOException {
        ProbesetCounts counts = data("P2|b1|1|0|0|0|x\n"
                        + "P1|b2|2|0|0|0|y\n"
                        + "P1|b1|3|0|0|0|y\n"
                        + "P1|b2|4|0|0|0|x\n"
                        + "P1|b10|5|0|0|0|y\n")
                .read();
        assertThat(DataSetFiles.rows(counts))
                .containsExactly(
                        "P1|b2|4|0|0|0|x", "P1|b1|3|0|0|0|y", "P1|b10|5|0|0|0|y", "P1|b2|2|0|0|0|y", "P2|b1|1|0|0|0|x");
        assertThat(counts.genotypingBatches()).isEqualTo(3);
        assertThat(counts.strata()).isEqualTo(2);
        assertThat(counts.byStratum(0)).extracting(StratumCounts::stratum).containsExactly(0, 1);
        assertThat(counts.byStratum(0).getLast().table().counts()).startsWith(3, 0, 0, 0, 5);
        assertThat(counts.genotypingBatchName(counts.byStratum(0).getLast().genotypingBatch(1)))
                .isEqualTo("b10");
    }

    @Test
    void withoutTheColumnAllIsOneTable() throws IOException {
        ProbesetCounts counts = DataSetFiles.in(folder)
                .with("a.tsv", HEADER.replace("|stratum", "") + "P1|b1|1|2|3|4\nP1|b2|1|2|3|4\n")
                .read();
        assertThat(counts.hasStrata()).isFalse();
        assertThat(counts.byStratum(0)).hasSize(1);
        assertThat(counts.byStratum(0).getFirst().stratum()).isEqualTo(StratumCounts.NONE);
        assertThat(counts.byStratum(0).getFirst().table().counts())
                .isEqualTo(counts.table(0).counts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "P1|b1|1|2|3|4|; line 2, column stratum, value \"\": stratum must not be empty",
                "P1|b1|1|2|3|4|a^; line 2, column stratum, value \"a\\u0001\": stratum must not hold tabs",
                "P1|b1|1|2|3|4|_; line 2, column stratum",
                "P1|b1|1|2|3|4; line 2, value \"P1\\u0009b1\\u00091\\u00092\\u00093\\u00094\": the row has 6 fields",
                "P1|b1|1|2|3|4|x~P1|b1|1|2|3|4|y~P1|b1|5|6|7|8|x; line 4, column batch_name, value \"b1\": probeset P1"
                        + " already has a row for this genotyping batch in stratum x on line 2"
            })
    void faultsAreToldWhereTheyAre(String rows, String message) throws IOException {
        assertThat(fault(data(rows.replace('~', '\n').replace('^', '\u0001').replace('_', ' ') + "\n")
                        .files()))
                .startsWith(message);
    }

    @Test
    void aColumnNamedTwiceIsRefused() throws IOException {
        InputFiles files = DataSetFiles.in(folder)
                .with("a.tsv", HEADER.replace("\n", "|stratum\n") + "P1|b1|1|2|3|4|x|x\n")
                .files();
        assertThat(fault(files)).startsWith("line 1, column stratum, value \"stratum\": the column appears twice");
    }

    @Test
    void eitherAllFilesHaveStrataOrNone() throws IOException {
        InputFiles files = data("P1|b1|1|2|3|4|x\n")
                .with("b.tsv", HEADER.replace("|stratum", "") + "P1|b2|1|2|3|4\n")
                .files();
        assertThat(fault(files)).startsWith("b.tsv, line 1, column stratum").endsWith("the first, a.tsv, has it");
    }

    private Path manifest(String text) throws IOException {
        return Files.writeString(folder.resolve("manifest.tsv"), text.replace('|', '\t'));
    }

    private DataSetFiles fourFiles() {
        return DataSetFiles.in(folder)
                .with("p1/eur.txt", AXIOM + "AX-1|1|2|3|4\n")
                .with("p1/afr.txt", AXIOM + "AX-1|5|6|7|8\n")
                .with("p2/eur.txt", AXIOM + "AX-1|9|1|2|3\n")
                .with("p2/afr.txt", AXIOM + "AX-1|4|5|6|7\n");
    }

    @Test
    void aManifestSaysWhichStratumAFileIsOf() throws IOException {
        Path manifest = manifest("file|batch_name|stratum\n"
                + "p1/eur.txt|p1|EUR\np1/afr.txt|p1|AFR\np2/eur.txt|p2|EUR\np2/afr.txt|p2|AFR\n");
        assertThat(DataSetFiles.rows(DataSetFiles.read(fourFiles().files().withManifest(manifest))))
                .containsExactly(
                        "AX-1|p1|5|6|7|8|AFR", "AX-1|p2|4|5|6|7|AFR", "AX-1|p1|1|2|3|4|EUR", "AX-1|p2|9|1|2|3|EUR");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "p1|EUR~p1|EUR~p2|EUR~p2|AFR; of the same genotyping batch and stratum as p1/eur.txt",
                "p1|EUR~p1|~p2|EUR~p2|AFR; manifest.tsv, line 3, column stratum, value \"\": stratum must not be empty"
            })
    void aFaultyManifestIsRefused(String rows, String message) throws IOException {
        String[] fields = rows.split("~", -1);
        Path manifest = manifest("file|batch_name|stratum\np1/eur.txt|" + fields[0] + "\np1/afr.txt|" + fields[1]
                + "\np2/eur.txt|" + fields[2] + "\np2/afr.txt|" + fields[3] + "\n");
        assertThat(fault(fourFiles().files().withManifest(manifest))).contains(message);
    }

    @Test
    void whatIsWrittenIsReadAgainAsItWas() throws IOException {
        ProbesetCounts counts = data("P1|b1|1|2|3|4|\"\"\"quoted\"\"\"\nP1|b2|1|2|3|4|\"\"\"quoted\"\"\"\n")
                .read();
        StringBuilder text = new StringBuilder();
        CountsWriter.write(counts, text);
        assertThat(DataSetFiles.rows(
                        DataSetFiles.in(folder).with("b.tsv", text.toString()).read()))
                .isEqualTo(DataSetFiles.rows(counts));
    }

    @Test
    void warnsOfStrataWithNothingToCompare() throws IOException {
        assertThat(data("P1|b1|1|2|3|4|x\nP1|b2|1|2|3|4|x\nP1|b1|1|2|3|4|y\n")
                        .read()
                        .warnings())
                .containsExactly("1 stratum has samples of a single genotyping batch and is not tested (first: y)");
        assertThat(data("P1|b1|1|2|3|4|x\nP1|b2|1|2|3|4|x\nP2|b1|1|2|3|4|x\n")
                        .read()
                        .warnings())
                .containsExactly(
                        "1 probeset has no row for some genotyping batches in some strata and is tested on those"
                                + " with rows (first: P2, 1 of 2)");
    }
}

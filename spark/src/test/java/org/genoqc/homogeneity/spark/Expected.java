package org.genoqc.homogeneity.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.genoqc.homogeneity.generate.RandomArray;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.library.AnalysisResult;
import org.genoqc.homogeneity.library.HomogeneityAnalysis;
import org.genoqc.homogeneity.parameters.TestParameters;

/** What the engine of the library writes for a data set, to compare with. */
record Expected(String result, String findings, String reportCard, String summary) {

    static Expected of(InputFiles files, Map<String, String> parameters) throws IOException, InterruptedException {
        AnalysisResult result = HomogeneityAnalysis.withDefaults()
                .withParameters(TestParameters.of(parameters))
                .run(files);
        StringBuilder table = new StringBuilder();
        StringBuilder findings = new StringBuilder();
        StringBuilder card = new StringBuilder();
        StringBuilder summary = new StringBuilder();
        result.writeTsv(table);
        if (result.isAssessed()) {
            result.writeFindings(findings);
            result.writeReportCard(card);
        }
        result.writeSummary(summary);
        return new Expected(table.toString(), findings.toString(), card.toString(), summary.toString());
    }

    /** An array whose rows are in no order. */
    static Path shuffled(Path file, int probesets, int genotypingBatches, int strata)
            throws IOException, InterruptedException {
        try (Writer out = Files.newBufferedWriter(file)) {
            new RandomArray(probesets, genotypingBatches, RandomArray.DEFAULT_SAMPLES, 0.05, strata, 1)
                    .write(out, RandomArray.Order.SHUFFLED);
        }
        return file;
    }

    /** Compares with all that the job wrote, but for the time it took. */
    void isIn(Path output) throws IOException {
        assertThat(output.resolve("result.tsv")).hasContent(result);
        if (findings.isEmpty()) {
            assertThat(output.resolve("findings.tsv")).doesNotExist();
            assertThat(output.resolve("genotyping-batches.tsv")).doesNotExist();
        } else {
            assertThat(output.resolve("findings.tsv")).hasContent(findings);
            assertThat(output.resolve("genotyping-batches.tsv")).hasContent(reportCard);
        }
        assertThat(withoutTime(Files.readString(output.resolve("summary.txt")))).isEqualTo(withoutTime(summary));
        assertThat(output.resolve("summary.json")).isNotEmptyFile();
        assertThat(output.resolve("timings.tsv")).isNotEmptyFile();
    }

    private static String withoutTime(String text) {
        return text.replaceFirst("(?m)^Processing time .*$", "");
    }
}

package org.genoqc.homogeneity.multiqc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.harness.Programs;
import org.genoqc.homogeneity.library.AnalysisResult;
import org.genoqc.homogeneity.library.GenotypingBatchRow;
import org.genoqc.homogeneity.library.HomogeneityAnalysis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sections in a report of the real MultiQC, which needs no network for it. */
class MultiQcIT {

    @TempDir
    Path folder;

    @Test
    void multiQcMakesATableOfTheGenotypingBatchesAndAPlotOfTheirFindings() throws IOException, InterruptedException {
        Programs.assumeInstalled("multiqc");
        AnalysisResult result =
                HomogeneityAnalysis.withDefaults().withSimulations(200).run(Path.of("examples/sample.tsv"));
        StringBuilder card = new StringBuilder();
        result.writeReportCard(card);
        for (MultiQcSection section : MultiQcSection.values()) {
            try (Writer out = Files.newBufferedWriter(folder.resolve(section.fileName("sample")))) {
                section.write(new StringReader(card.toString()), out);
            }
        }
        Programs.run(
                folder,
                List.of("multiqc", "--no-ansi", "--cl-config", "no_version_check: true", "--outdir", "report", "."));
        Map<String, Map<String, String>> table = table("multiqc_homogeneity_report_card_table.txt");
        Map<String, Map<String, String>> plot = table("multiqc_homogeneity_findings_plot.txt");
        assertThat(table).hasSize(12);
        assertThat(plot).hasSize(12);
        long findings = 0;
        for (GenotypingBatchRow row : result.reportCard()) {
            findings += row.findings();
            assertThat(number(table, row.batchName(), "samples")).isEqualTo(row.samples());
            assertThat(number(table, row.batchName(), "call_rate")).isEqualTo(row.callRate());
            assertThat(number(table, row.batchName(), "n_findings")).isEqualTo(row.findings());
            assertThat(plot.get(row.batchName()))
                    .containsOnlyKeys("calls", "nocalls", "swapped_alleles", "collapsed_cluster");
        }
        assertThat(findings).isPositive();
        assertThat(folder.resolve("report/multiqc_report.html"))
                .content()
                .contains("Homogeneity of genotyping batches", "homogeneity_findings_plot", "Call rate");
    }

    private static double number(Map<String, Map<String, String>> table, String sample, String column) {
        return Double.parseDouble(table.get(sample).get(column));
    }

    /** The data of a section as MultiQC has written them out again: by sample, its columns by name. */
    private Map<String, Map<String, String>> table(String file) throws IOException {
        List<String> lines =
                Files.readAllLines(folder.resolve("report/multiqc_data").resolve(file));
        String[] names = lines.getFirst().split("\t", -1);
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split("\t", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 1; i < names.length; i++) {
                row.put(names[i], fields[i]);
            }
            rows.put(fields[0], row);
        }
        return rows;
    }
}

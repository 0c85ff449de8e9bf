package org.genoqc.homogeneity.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.genoqc.homogeneity.harness.Chromium;
import org.genoqc.homogeneity.harness.CommandProcess.Ended;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.library.HomogeneityAnalysis;
import org.genoqc.homogeneity.parameters.Analysis;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as a browser shows it, without a network. */
class ReportInBrowserIT {

    private static final String HOSTILE = "</script><img src=x onerror=alert(1)>";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void assumeABrowser() {
        Chromium.assumeInstalled();
    }

    /** Title and content of the page after its scripts have run; nothing may have been said on the console. */
    private static String shown(Path report) throws IOException {
        Ended ended = Chromium.run(folder, "--dump-dom", report.toUri().toString());
        assertThat(ended.err()).doesNotContain("CONSOLE");
        String page = ended.out();
        String title = page.substring(page.indexOf("<title>"), page.indexOf("</title>"));
        return title
                + page.substring(page.indexOf("<main"), page.indexOf("</main>")).replace("&nbsp;", " ");
    }

    private static Path report(Path input, Analysis analysis) throws Exception {
        Path report = Files.createTempFile(folder, "report", ".html");
        try (var out = Files.newBufferedWriter(report)) {
            HomogeneityAnalysis.withDefaults()
                    .withSimulations(1000)
                    .withAnalysis(analysis)
                    .run(input)
                    .writeReport(InputFiles.of(input), out);
        }
        return report;
    }

    @Test
    void theReportOfTheExampleSaysWhatShouldGo() throws Exception {
        String page = shown(report(Path.of("examples/sample.tsv"), Analysis.FULL));
        assertThat(page)
                .contains("<title>sample.tsv – chi2-homogeneity report")
                .containsPattern(
                        "<h1>9 \\(probeset, genotyping batch\\) pairs of 500.probesets should go; no genotyping"
                                + " batch stands out\\.</h1>")
                .contains("AX-10000322");
        // three QQ plots, three histograms, the strip, the findings
        assertThat(page.split("<canvas", -1)).hasSize(1 + 8);
    }

    @Test
    void withPositionsThereIsAPictureAlongTheChromosomes() throws Exception {
        Path input = Path.of("examples/sample.tsv");
        StringBuilder annotation = new StringBuilder("probeset_id\tchromosome\tposition\n");
        for (int i = 0; i < 500; i++) {
            annotation.append("AX-%d\t%s\t%d\n".formatted(10_000_000 + 7 * i, i % 24 == 0 ? "X" : i % 24, 1000 * i));
        }
        InputFiles files =
                InputFiles.of(input).withAnnotation(Files.writeString(folder.resolve("annotation.tsv"), annotation));
        Path report = Files.createTempFile(folder, "report", ".html");
        try (var out = Files.newBufferedWriter(report)) {
            HomogeneityAnalysis.withDefaults().withSimulations(1000).run(files).writeReport(files, out);
        }
        String page = shown(report);
        assertThat(page).contains("Where on the chromosomes are they?");
        assertThat(page.split("<canvas", -1)).hasSize(1 + 9);
    }

    @Test
    void aBasicAnalysisIsAnsweredByItsPValues() throws Exception {
        String page = shown(report(Path.of("examples/sample.tsv"), Analysis.BASIC));
        assertThat(page).containsPattern("<h1>\\d+ of 496.tested probesets differ between genotyping batches");
        assertThat(page.split("<canvas", -1)).hasSize(1 + 2);
    }

    @Test
    void namesOfTheDataAreShownAsText() throws Exception {
        Path input = folder.resolve("hostile.tsv");
        StringBuilder rows = new StringBuilder("probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n");
        for (int batch = 0; batch < 4; batch++) {
            rows.append(
                    "%s\t%s%d\t%s\n".formatted(HOSTILE, HOSTILE, batch, batch == 0 ? "90\t5\t0\t3" : "30\t40\t25\t0"));
        }
        Files.writeString(input, rows);
        String page = shown(report(input, Analysis.FULL));
        assertThat(page)
                .contains("<title>hostile.tsv – chi2-homogeneity report")
                .doesNotContain("<img")
                .contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;");
    }

    @Test
    void itPrints() throws Exception {
        Path pdf = folder.resolve("report.pdf");
        Ended ended = Chromium.run(
                folder,
                "--print-to-pdf=" + pdf,
                report(Path.of("examples/sample.tsv"), Analysis.FULL).toUri().toString());
        assertThat(ended.err()).doesNotContain("CONSOLE");
        assertThat(Files.size(pdf)).isGreaterThan(20_000);
    }
}

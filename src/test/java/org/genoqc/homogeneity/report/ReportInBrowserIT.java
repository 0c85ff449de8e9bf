package org.genoqc.homogeneity.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.genoqc.homogeneity.harness.PageUnderTest;
import org.genoqc.homogeneity.harness.Visitor;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.library.HomogeneityAnalysis;
import org.genoqc.homogeneity.parameters.Analysis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as a browser shows it, without a network. */
@PageUnderTest.Shown
class ReportInBrowserIT {

    private static final String HOSTILE = "</script><img src=x onerror=alert(1)>";

    @TempDir
    private static Path folder;

    private static Path ofTheExample;

    /** Title and content of the page once it has all its pictures; nothing may have been said on the console. */
    private static String shown(Path report, int pictures) {
        try (Visitor visitor = visitor(report)) {
            PlaywrightAssertions.assertThat(visitor.page().locator("canvas")).hasCount(pictures);
            assertThat(visitor.console()).isEmpty();
            String page = visitor.page().content();
            String title = page.substring(page.indexOf("<title>"), page.indexOf("</title>"));
            return title
                    + page.substring(page.indexOf("<main"), page.indexOf("</main>"))
                            .replace("&nbsp;", " ");
        }
    }

    private static Visitor visitor(Path report) {
        Visitor visitor = PageUnderTest.browser().visitor(folder.toUri());
        visitor.page().context().setOffline(true);
        visitor.open(report.getFileName().toString());
        visitor.see(visitor.page().locator("main h1"));
        return visitor;
    }

    private static Path ofTheExample() throws Exception {
        if (ofTheExample == null) {
            ofTheExample = report(Path.of("examples/sample.tsv"), Analysis.FULL);
        }
        return ofTheExample;
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
        // three QQ plots, three histograms, the strip, the findings
        String page = shown(ofTheExample(), 8);
        assertThat(page)
                .contains("<title>sample.tsv – chi2-homogeneity report")
                .containsPattern(
                        "<h1>9 \\(probeset, genotyping batch\\) pairs of 500.probesets should go; no genotyping"
                                + " batch stands out\\.</h1>")
                .contains("AX-10000322");
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
        String page = shown(report, 9);
        assertThat(page).contains("Where on the chromosomes are they?");
    }

    @Test
    void aBasicAnalysisIsAnsweredByItsPValues() throws Exception {
        String page = shown(report(Path.of("examples/sample.tsv"), Analysis.BASIC), 2);
        assertThat(page).containsPattern("<h1>\\d+ of 496.tested probesets differ between genotyping batches");
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
        String page = shown(report(input, Analysis.FULL), 8);
        assertThat(page)
                .contains("<title>hostile.tsv – chi2-homogeneity report")
                .doesNotContain("<img")
                .contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;");
    }

    @Test
    void itPrints() throws Exception {
        Path pdf = folder.resolve("report.pdf");
        try (Visitor visitor = visitor(ofTheExample())) {
            visitor.page().pdf(new Page.PdfOptions().setPath(pdf));
            assertThat(visitor.console()).isEmpty();
        }
        assertThat(Files.size(pdf)).isGreaterThan(20_000);
    }
}

package org.genoqc.homogeneity.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.apache.commons.math3.special.Erf;
import org.apache.commons.math3.special.Gamma;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.library.AnalysisResult;
import org.genoqc.homogeneity.library.HomogeneityAnalysis;
import org.genoqc.homogeneity.library.ProbesetRow;
import org.genoqc.homogeneity.parameters.Analysis;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reports of data with many findings, whose names are hostile and long. */
class ReportTests {

    private static final int MAX_BYTES = 1_500_000;
    private static final int PROBESETS = 1500;
    private static final int BATCHES = 6;
    private static final String HOSTILE = "</script><script>document.title='broken'</script>\\u003c<!--'{a|b}=1+1";

    @TempDir
    private static Path folder;

    private static Path input;
    private static AnalysisResult result;
    private static String page;
    private static JsonNode data;

    @BeforeAll
    static void analyse() throws Exception {
        input = folder.resolve("hostile.tsv");
        Random random = new Random(8);
        StringBuilder rows = new StringBuilder("probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n");
        for (int probeset = 0; probeset < PROBESETS; probeset++) {
            for (int batch = 0; batch < BATCHES; batch++) {
                // without missing calls tests are standard ones; those whose tables are simulated have one bad batch
                boolean isBad = batch == 1 || probeset < 900 && batch > 2;
                rows.append("%05d%s%s\t%s%d\t%d\t%d\t%d\t%d\n"
                        .formatted(
                                probeset,
                                HOSTILE,
                                "<".repeat(200),
                                HOSTILE,
                                batch,
                                (isBad ? 60 : 20) + random.nextInt(10),
                                30 + random.nextInt(10),
                                isBad ? 5 : 20 + random.nextInt(10),
                                probeset < 900 ? 0 : random.nextInt(3)));
            }
        }
        Files.writeString(input, rows);
        result = HomogeneityAnalysis.withDefaults().withSimulations(100).run(input);
        page = report(result, input);
        data = data(page);
    }

    private static String report(AnalysisResult of, Path file) throws IOException {
        StringBuilder html = new StringBuilder();
        of.writeReport(InputFiles.of(file), html);
        return html.toString();
    }

    private static JsonNode data(String html) {
        String begin = "<script type=\"application/json\" id=\"data\">";
        int start = html.indexOf(begin) + begin.length();
        return new JsonMapper().readTree(html.substring(start, html.indexOf("</script>", start)));
    }

    @Test
    void namesCanNotBreakOutAndTheSizeIsBounded() {
        assertThat(page).doesNotContain("document.title='broken'</script>").doesNotContain("{{");
        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MAX_BYTES);
        assertThat(data.at("/figures/findings/total").asInt()).isGreaterThan(2000);
        assertThat(data.at("/figures/findings/probeset_id").size()).isBetween(1000, 2000);
        // as many scripts as there are files, and that of the data
        assertThat(page.split("<script", -1)).hasSize(1 + 1 + 6);
        assertThat(page).doesNotContain("http-equiv=\"refresh\"").containsOnlyOnce("default-src 'none'");
    }

    @Test
    void theFindingsWithTheSmallestPValuesComeFirst() {
        double[] smallest = result.findings()
                .mapToDouble(finding -> Math.min(finding.lnPValueCalls(), finding.lnPValueNocalls()))
                .sorted()
                .limit(1000)
                .toArray();
        JsonNode findings = data.at("/figures/findings");
        for (int i = 0; i < smallest.length; i++) {
            double shown = Math.min(
                    findings.at("/log10_pvalue_calls/" + i).asDouble(),
                    findings.at("/log10_pvalue_nocalls/" + i).asDouble());
            assertThat(shown).isCloseTo(smallest[i] / Math.log(10), within(1e-4 * Math.abs(smallest[i])));
        }
    }

    @Test
    void histogramsAddUpAndLambdaIsThatOfTheStandardTests() {
        JsonNode all = data.at("/figures/p_values/0");
        List<ProbesetRow> tested =
                result.stream().filter(row -> !Double.isNaN(row.pValue())).toList();
        int[] counted = new int[40];
        tested.forEach(row -> counted[Math.min(39, (int) (row.pValue() * 40))]++);
        for (int bin = 0; bin < counted.length; bin++) {
            int place = bin;
            int sum = List.of("standard", "simulated", "at_floor").stream()
                    .mapToInt(origin ->
                            all.at("/histogram/" + origin + "/" + place).asInt())
                    .sum();
            assertThat(sum).isEqualTo(counted[bin]);
        }
        double[] pValues = tested.stream()
                .filter(row -> row.method().equals("standard"))
                .mapToDouble(ProbesetRow::pValue)
                .sorted()
                .toArray();
        int n = pValues.length;
        assertThat(all.get("standard").asInt()).isEqualTo(n);
        // lambda times the median of chi-squared with one degree of freedom has the p-value in the middle, here 1e-14
        double median = 2 * Math.pow(Erf.erfInv(0.5), 2) * all.get("lambda").asDouble();
        assertThat(Gamma.regularizedGammaQ(0.5, median / 2))
                .isBetween(pValues[(n - 1) / 2] * 0.999, pValues[n / 2] * 1.001);
        assertThat(StreamSupport.stream(all.at("/histogram/at_floor").spliterator(), false)
                        .mapToInt(JsonNode::asInt)
                        .sum())
                .isEqualTo(all.get("at_floor").asInt());
    }

    @Test
    void figuresAreTheSameWhateverBatchesAndWorkers() throws Exception {
        AnalysisResult other = HomogeneityAnalysis.withDefaults()
                .withSimulations(100)
                .withBatchSize(7)
                .withWorkers(1)
                .run(input);
        assertThat(data(report(other, input)).get("figures")).isEqualTo(data.get("figures"));
    }

    @Test
    void aBasicAnalysisHasAReportToo() throws Exception {
        AnalysisResult basic = HomogeneityAnalysis.withDefaults()
                .withSimulations(100)
                .withAnalysis(Analysis.BASIC)
                .run(input);
        JsonNode figures = data(report(basic, input)).get("figures");
        assertThat(figures.has("findings")).isFalse();
        assertThat(figures.get("p_values")).hasSize(1);
    }

    @Test
    void scriptsHaveNothingThatEndsTheirElement() {
        for (String name :
                List.of("echarts.common.min.js", "format.js", "elements.js", "charts.js", "pictures.js", "report.js")) {
            assertThat(Asset.read(name).text())
                    .doesNotContainIgnoringCase("</script")
                    .doesNotContain("<!--");
        }
        assertThat(Asset.read("report.css").text()).doesNotContain("</style");
    }
}

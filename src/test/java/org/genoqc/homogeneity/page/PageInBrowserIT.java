package org.genoqc.homogeneity.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.genoqc.homogeneity.harness.Browser;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.PageUnderTest;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.Visitor;
import org.genoqc.homogeneity.library.FaultyArray;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do with the page, in a real browser against a real service. */
@PageUnderTest.Shown
class PageInBrowserIT {

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static ServiceProcess service;
    private static JobClient client;
    private static String example;

    private Visitor visitor;
    private Page page;

    @BeforeAll
    static void start() throws IOException {
        browser = PageUnderTest.browser();
        service = PageUnderTest.service();
        client = service.client();
    }

    @AfterAll
    static void stop() {
        if (client != null) {
            client.close();
        }
    }

    @BeforeEach
    void come() {
        visitor = browser.visitor(service.address());
        page = visitor.page();
    }

    @AfterEach
    void leave() {
        visitor.close();
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    private Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator row(String text) {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(text));
    }

    /** A job of the example that is complete, the same for all who only look at it. */
    private static String example() {
        if (example == null) {
            example = client.submit(
                    new Form().file(Path.of("examples/sample.tsv")).field("n_simulations", 1000));
            client.awaitResult(example);
        }
        return example;
    }

    /** Takes longer than any test waits. */
    private static String endless() {
        StringBuilder rows = new StringBuilder("probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n");
        for (int i = 0; i < 3000; i++) {
            rows.append("P%d\tb%d\t30\t20\t%d\t1\n".formatted(i / 3, i % 3, i / 3));
        }
        return client.submit(new Form().text("endless.tsv", rows.toString()).field("n_simulations", 100_000_000));
    }

    @Test
    void theExampleFromSubmissionToReport() {
        visitor.open("");
        button("Try the example").click();
        visitor.heading(
                "^9 \\(probeset, genotyping batch\\) pairs of 500\\Wprobesets should go; no genotyping batch stands"
                        + " out\\.$");
        // three QQ plots, three histograms, the strip, the findings
        PlaywrightAssertions.assertThat(page.locator("canvas")).hasCount(8);
        page.getByLabel(Pattern.compile("^sensitive")).check(new Locator.CheckOptions().setForce(true));
        visitor.heading("^10 \\(probeset, genotyping batch\\) pairs of 500\\Wprobesets should go; ");
        assertThat(link("Pairs to blank").getAttribute("href"))
                .endsWith("/exclusions?policy=sensitive&format=plink-zero-cluster");
        link("Open").click();
        visitor.heading("^9 \\(probeset, genotyping batch\\) pairs of 500\\Wprobesets should go");
        assertThat(page.title()).isEqualTo("sample.tsv – chi2-homogeneity report");
        assertThat(visitor.console()).isEmpty();
    }

    @Test
    void aBadPlateIsFoundFromThePageAlone() throws IOException {
        FaultyArray array = new FaultyArray(1500, 12, 96, 0, 0.3, 5);
        Path file = folder.resolve("plates.tsv");
        try (var out = Files.newBufferedWriter(file)) {
            array.write(out);
        }
        String plate = FaultyArray.batchName(array.badPlate());
        visitor.open("");
        page.locator("#files").setInputFiles(file);
        page.locator(".parameters summary").click();
        page.getByLabel("n_simulations").fill("500");
        PlaywrightAssertions.assertThat(page.getByLabel("Command")).containsText("-F n_simulations=500");
        button("Start").click();
        visitor.heading(" of 1,500\\Wprobesets .*should go; " + plate + " stands out\\.$");
        row("stands out").getByRole(AriaRole.LINK).click();
        visitor.heading("^Findings$");
        PlaywrightAssertions.assertThat(page.getByLabel("Genotyping batch")).hasValue(plate);
        Locator cells = page.locator("tbody tr td:nth-child(2)");
        visitor.see(cells.first());
        assertThat(cells.allTextContents()).isNotEmpty().containsOnly(plate);
        page.locator("tbody th a").first().click();
        visitor.heading("^" + plate + " differs: ");
        visitor.see(page.locator("tr.out")
                .filter(new Locator.FilterOptions().setHasText(plate))
                .first());
        PlaywrightAssertions.assertThat(page.locator("canvas")).hasCount(1);
        assertThat(visitor.console()).isEmpty();
    }

    @Test
    void probesetsAreSearchedSortedAndPaged() {
        String job = example();
        visitor.open("#/jobs/" + job + "/probesets");
        PlaywrightAssertions.assertThat(page.locator(".count"))
                .hasText(Pattern.compile("^1 to 50 of 500\\Wprobesets$"));
        button("Next").click();
        PlaywrightAssertions.assertThat(page.locator(".count")).hasText(Pattern.compile("^51 to 100 of 500"));
        page.getByRole(AriaRole.COLUMNHEADER, new Page.GetByRoleOptions().setName("Findings"))
                .getByRole(AriaRole.BUTTON)
                .click();
        PlaywrightAssertions.assertThat(page.locator("th[aria-sort=descending]"))
                .containsText("Findings");
        page.reload();
        PlaywrightAssertions.assertThat(page.locator("th[aria-sort=descending]"))
                .containsText("Findings");
        page.getByLabel("Id begins with").fill("AX-10000322");
        PlaywrightAssertions.assertThat(page.locator(".count")).hasText(Pattern.compile("^1 to 1 of 1\\Wprobeset$"));
        // its p-value is marked as one at the floor
        PlaywrightAssertions.assertThat(page.locator("tbody tr .p[title='simulated, at the floor']")
                        .first())
                .isVisible();
        link("AX-10000322").click();
        visitor.heading("^b006 differs: missing calls\\.$");
        visitor.see(page.getByText("The p-value is at the floor"));
        page.goBack();
        PlaywrightAssertions.assertThat(page.getByLabel("Id begins with")).hasValue("AX-10000322");
        assertThat(visitor.console()).isEmpty();
    }

    @Test
    void findingsAreSearchedAndSorted() {
        String job = example();
        visitor.open("#/jobs/" + job + "/findings");
        PlaywrightAssertions.assertThat(page.locator("th[aria-sort=ascending]")).hasText(Pattern.compile("^p\\W"));
        assertThat(page.locator("tbody th").first().textContent()).isEqualTo(first(job, "pvalue", "asc"));
        for (String[] column : new String[][] {
            {"Probeset", "probeset_id", "asc"},
            {"Genotyping batch", "batch_name", "asc"},
            {"Δ frequency", "frequency_difference", "desc"},
            {"Δ missing calls", "nocall_difference", "desc"}
        }) {
            page.getByRole(AriaRole.COLUMNHEADER, new Page.GetByRoleOptions().setName(column[0]))
                    .getByRole(AriaRole.BUTTON)
                    .click();
            PlaywrightAssertions.assertThat(page.locator("th[aria-sort=" + column[2] + "ending]"))
                    .containsText(column[0]);
            PlaywrightAssertions.assertThat(page.locator("tbody th").first()).hasText(first(job, column[1], column[2]));
        }
        page.reload();
        PlaywrightAssertions.assertThat(page.locator("th[aria-sort=descending]"))
                .containsText("Δ missing calls");
        page.getByLabel("Id begins with").fill("AX-10000322");
        PlaywrightAssertions.assertThat(page.locator(".count")).hasText(Pattern.compile("^1 to 1 of 1\\Wfinding$"));
        link("AX-10000322").click();
        visitor.heading("^b006 differs: missing calls\\.$");
        assertThat(visitor.console()).isEmpty();
    }

    /** The probeset of the finding that the service gives first. */
    private static String first(String job, String sort, String order) {
        return client.get(
                        "/jobs/" + job + "/findings?limit=1&sort=" + sort + "&order=" + order,
                        "Accept",
                        "application/json")
                .json()
                .at("/findings/0/probeset_id")
                .asString();
    }

    @Test
    void aPointOfAChartLeadsToItsProbeset() {
        String job = example();
        visitor.open("#/jobs/" + job);
        Locator chart = page.locator(".chart[aria-label*='by difference in allele frequency']");
        visitor.see(chart.locator("canvas"));
        chart.scrollIntoViewIfNeeded();
        // of the points that which is farthest from all others, so that none lies on it
        List<?> point = (List<?>) chart.evaluate("""
            async place => {
              const { figures } = await (await fetch('jobs/%s/figures')).json();
              const chart = window.echarts.getInstanceByDom(place);
              const points = chart.getOption().series.flatMap((one, seriesIndex) => one.data.map(value =>
                [figures.findings.probeset_id[value[2]], ...chart.convertToPixel({ seriesIndex }, value.slice(0, 2))]));
              const near = ([id, x, y]) => Math.min(...points.filter(([other]) => other !== id)
                .map(([, otherX, otherY]) => Math.hypot(otherX - x, otherY - y)));
              return points.reduce((best, one) => near(one) > near(best) ? one : best);
            }\
            """.formatted(job));
        chart.click(new Locator.ClickOptions()
                .setPosition(((Number) point.get(1)).doubleValue(), ((Number) point.get(2)).doubleValue()));
        visitor.heading(" differs: ");
        PlaywrightAssertions.assertThat(page)
                .hasURL(Pattern.compile("#/jobs/" + job + "/probesets/" + point.getFirst() + "$"));
        assertThat(visitor.console()).isEmpty();
    }

    @Test
    void faultsOfTheDataAreATable() throws IOException {
        Path faulty = Files.writeString(
                folder.resolve("faulty.tsv"),
                "probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n"
                        + "P1\tplate1\t30\t2.5\t40\t1\n"
                        + "P1\tplate2\t30\t20\t40\t\n");
        visitor.open("");
        page.locator("#files").setInputFiles(faulty);
        button("Start").click();
        visitor.see(page.getByText("The file can't be accepted"));
        assertThat(row("2.5").locator("td").allTextContents())
                .containsExactly("2", "n_AB", "2.5", "a count must be a whole number, 0 or more, without spaces");
        assertThat(row("n_NC").locator("td").allTextContents().subList(0, 3)).containsExactly("3", "n_NC", "empty");
        assertThat(visitor.console()).allMatch(line -> line.contains("status of 422"));
    }

    @Test
    void aFolderHasAFileForEachPlate() {
        visitor.open("");
        page.locator("#folder").setInputFiles(Path.of("examples/axiom"));
        visitor.see(page.getByText("b000/Ps.performance.txt").first());
        button("Check only").click();
        visitor.see(page.getByText("No faults"));
        button("Start").click();
        visitor.heading("should go|has to go");
        visitor.see(
                page.getByText(Pattern.compile("Ps.performance.txt and 2 more")).first());
        assertThat(visitor.console()).isEmpty();
    }

    @Test
    void severalFilesOfPlinkAreOneJob() throws IOException {
        try (var files = Files.list(Path.of("examples/plink"))) {
            Path[] plates = files.filter(file -> file.toString().endsWith(".gcount"))
                    .sorted()
                    .toArray(Path[]::new);
            visitor.open("");
            page.locator("#files").setInputFiles(plates);
            visitor.see(page.getByText(Pattern.compile("^" + plates.length + "\\Wfiles, ")));
        }
        button("Start").click();
        visitor.heading("should go|has to go");
        assertThat(visitor.console()).isEmpty();
    }

    @Test
    void aJobIsWatchedByTwoReloadedAndCancelled() {
        String job = endless();
        visitor.open("#/jobs/" + job);
        visitor.heading("^Probesets are tested$");
        page.reload();
        visitor.heading("^Probesets are tested$");
        try (Visitor other = browser.visitor(service.address())) {
            other.open("#/jobs/" + job);
            other.heading("^Probesets are tested$");
            button("Cancel").click();
            button("Cancel the job").click();
            visitor.heading("^This job was cancelled\\.$");
            other.heading("^This job was cancelled\\.$");
            assertThat(other.console()).isEmpty();
        }
        assertThat(visitor.console()).isEmpty();
    }

    @Test
    void jobsAreCancelledAndDeletedFromTheirList() {
        String job = endless();
        visitor.open("#/jobs");
        Locator entry = page.locator(".jobs li:has(a[href='#/jobs/" + job + "'])");
        PlaywrightAssertions.assertThat(entry.locator("progress")).isVisible();
        entry.getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setHasText("Cancel"))
                .click();
        button("Cancel the job").click();
        PlaywrightAssertions.assertThat(entry.locator(".badge")).hasText("cancelled");
        entry.getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setHasText("Delete"))
                .click();
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.BUTTON).last().click();
        PlaywrightAssertions.assertThat(entry).hasCount(0);
        client.get("/jobs/" + job).problem(404);
        assertThat(visitor.console()).isEmpty();
    }

    @Test
    void aNewJobAppearsInTheListWithoutAReload() {
        visitor.open("#/jobs");
        visitor.heading("^Jobs$");
        String job = client.submit(new Form().text("new.tsv", """
            probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC
            P1\tb1\t20\t30\t40\t10
            P1\tb2\t40\t30\t20\t10
            """));
        Locator entry = page.locator(".jobs li:has(a[href='#/jobs/" + job + "'])");
        PlaywrightAssertions.assertThat(entry.locator(".badge")).hasText("complete");
        assertThat(visitor.console()).isEmpty();
    }
}

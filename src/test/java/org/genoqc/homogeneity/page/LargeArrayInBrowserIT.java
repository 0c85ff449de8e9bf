package org.genoqc.homogeneity.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.genoqc.homogeneity.generate.RandomArray;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.PageUnderTest;
import org.genoqc.homogeneity.harness.Visitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A large array with findings, looked at in a browser; {@code -Dlarge.probesets=72000} for one as laboratories have them. How fast that
 * is stands in docs/performance.md.
 */
@PageUnderTest.Shown
class LargeArrayInBrowserIT {

    private static final int PROBESETS = Integer.getInteger("large.probesets", 24_000);

    @TempDir
    private Path folder;

    @Test
    void theAnswerAndTheTablesOfManyProbesets() throws Exception {
        Path array = folder.resolve("array.tsv");
        try (Writer out = Files.newBufferedWriter(array)) {
            new RandomArray(PROBESETS, 6, 96, 0.02, 1, 3).write(out, RandomArray.Order.PROBESET);
        }
        String probesets = String.format(Locale.ROOT, "%,d", PROBESETS);
        try (JobClient client = PageUnderTest.service().client();
                Visitor visitor =
                        PageUnderTest.browser().visitor(PageUnderTest.service().address())) {
            String job = client.submit(new Form().file(array).field("n_simulations", 20));
            client.awaitResult(job);
            Page page = visitor.page();
            visitor.open("#/jobs/" + job);
            visitor.heading("of " + probesets + "\\Wprobesets should go; ");
            visitor.see(page.getByLabel(Pattern.compile("^balanced")));
            PlaywrightAssertions.assertThat(page.locator("canvas")).hasCount(8);
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("Findings").setExact(true))
                    .click();
            PlaywrightAssertions.assertThat(page.locator(".count"))
                    .hasText(Pattern.compile("^1 to 50 of [0-9,]+\\Wfindings$"));
            page.getByRole(AriaRole.COLUMNHEADER, new Page.GetByRoleOptions().setName("Δ missing calls"))
                    .getByRole(AriaRole.BUTTON)
                    .click();
            PlaywrightAssertions.assertThat(page.locator("th[aria-sort=descending]"))
                    .containsText("Δ missing calls");
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("Probesets").setExact(true))
                    .click();
            PlaywrightAssertions.assertThat(page.locator(".count"))
                    .hasText(Pattern.compile("^1 to 50 of " + probesets + "\\W"));
            page.locator("tbody th a").first().click();
            visitor.see(page.locator("canvas"));
            assertThat(visitor.console()).isEmpty();
        }
    }
}

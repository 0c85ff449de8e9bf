package org.genoqc.homogeneity.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.genoqc.homogeneity.access.KeysFile;
import org.genoqc.homogeneity.access.Role;
import org.genoqc.homogeneity.harness.Browser;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.PageUnderTest;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.Visitor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a service that asks for keys, in a real browser. */
@PageUnderTest.Shown
class KeyInBrowserIT {

    @TempDir
    private static Path folder;

    private static String anna;
    private static String bert;
    private static Browser browser;
    private static ServiceProcess service;

    private Visitor visitor;
    private Page page;

    @BeforeAll
    static void start() throws IOException {
        browser = PageUnderTest.browser();
        KeysFile keys = new KeysFile(folder.resolve("keys"));
        anna = keys.create("anna", Set.of(Role.SUBMITTER), Instant.now());
        bert = keys.create("bert", Set.of(Role.SUBMITTER), Instant.now());
        service = ServiceProcess.in(folder.resolve("data"))
                .with(
                        "--homogeneity.security.mode=api-key",
                        "--homogeneity.security.keys-file=" + keys.path(),
                        "--homogeneity.executor.workers=1")
                .start(folder.resolve("log"));
    }

    @AfterAll
    static void stop() {
        if (service != null) {
            service.close();
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

    private void give(String key) {
        visitor.see(page.getByRole(AriaRole.DIALOG));
        page.getByLabel("Key", new Page.GetByLabelOptions().setExact(true)).fill(key);
        page.keyboard().press("Enter");
    }

    /** What it says beside that a request was refused, which a browser says by itself. */
    private List<String> console() {
        return visitor.console().stream()
                .filter(line -> !line.contains("the server responded with a status of 401"))
                .toList();
    }

    @Test
    void theKeyIsAskedForOnceAndEverythingWorksWithIt() throws IOException {
        visitor.open("");
        PlaywrightAssertions.assertThat(button("Forget the key")).isHidden();
        button("Try the example").click();
        give(anna);
        visitor.heading("^9 \\(probeset, genotyping batch\\) pairs of 500\\Wprobesets should go");
        Download result = page.waitForDownload(() -> page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("TSV").setExact(true))
                .first()
                .click());
        assertThat(result.suggestedFilename()).isEqualTo("sample.result.tsv");
        assertThat(result.path()).content().startsWith("probeset_id\t").hasLineCount(501);
        Download report = page.waitForDownload(() -> page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Download").setExact(true))
                .click());
        assertThat(report.path()).content().startsWith("<!doctype html>");
        PlaywrightAssertions.assertThat(page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Open").setExact(true)))
                .hasCount(0);
        visitor.see(page.getByText(" by anna"));
        assertThat(page.context().cookies()).isEmpty();
        assertThat(page.evaluate("localStorage.length")).isEqualTo(0);
        assertThat(console()).isEmpty();
    }

    @Test
    void aRunningJobIsFollowedByAStreamThatSendsTheKey() {
        String id;
        try (JobClient client = new JobClient(service.port(), anna)) {
            StringBuilder rows = new StringBuilder("probeset_id\tbatch_name\tn_AA\tn_AB\tn_BB\tn_NC\n");
            for (int i = 0; i < 3000; i++) {
                rows.append("P%d\tb%d\t30\t20\t%d\t1\n".formatted(i / 3, i % 3, i / 3));
            }
            id = client.submit(new Form().text("endless.tsv", rows.toString()).field("n_simulations", 100_000_000));
            visitor.open("#/jobs/" + id);
            give(anna);
            client.awaitProgress(
                    id, progress -> progress.path("state").asString().equals("RUNNING"));
            visitor.see(page.getByText("runs", new Page.GetByTextOptions().setExact(true))
                    .first());
            client.delete("/jobs/" + id);
            visitor.heading("^This job was cancelled\\.$");
        }
        assertThat(console()).isEmpty();
    }

    @Test
    void aWrongKeyIsAskedForAgainAndAForgottenOneIsGone() throws IOException {
        String id;
        try (JobClient client = new JobClient(service.port(), anna)) {
            id = client.submit(new Form().file(Path.of("examples/sample.tsv")).field("n_simulations", 100));
            client.awaitResult(id);
        }
        visitor.open("#/jobs/" + id);
        give("chi2h_no_key");
        PlaywrightAssertions.assertThat(page.getByRole(AriaRole.DIALOG)).containsText("This key is not in force");
        give(bert);
        // another's job is none
        visitor.see(page.getByText("No such job").first());
        button("Forget the key").click();
        give(anna);
        visitor.see(page.getByText("sample.tsv").first());
        // of another tab it is not
        Page other = page.context().newPage();
        other.navigate(service.address() + "#/jobs");
        PlaywrightAssertions.assertThat(other.getByRole(AriaRole.DIALOG)).isVisible();
        other.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Not now"))
                .click();
        PlaywrightAssertions.assertThat(
                        other.getByText("who asks must be known here").first())
                .isVisible();
        assertThat(Files.readString(folder.resolve("log"))).doesNotContain(anna, bert);
    }
}

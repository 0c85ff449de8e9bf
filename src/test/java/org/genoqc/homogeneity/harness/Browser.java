package org.genoqc.homogeneity.harness;

import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** Chromium as Debian's package has it, without a window, driven by Playwright. Of one thread. */
public final class Browser implements AutoCloseable {

    private static final String PROGRAM = "chromium";

    /**
     * Scripts run for seconds in each document, too short for code that is compiled well to pay; pages are not drawn by an
     * emulated graphics processor.
     */
    private static final List<String> QUICK = List.of(
            "--js-flags=--no-opt,--no-maglev,--single-threaded-gc", "--disable-gpu", "--disable-gpu-rasterization");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;

    private Browser(Playwright playwright) {
        this.playwright = playwright;
        this.browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(Programs.path(PROGRAM))
                        .setChromiumSandbox(false)
                        .setArgs(QUICK)
                        .setTimeout(Waiting.MAX.toMillis()));
    }

    /** Skips the test where there is none. */
    public static Browser start() {
        boolean isInstalled = Programs.isOnThePath(PROGRAM);
        if (!isInstalled) {
            System.err.println("A test is skipped: chromium is not on the PATH (Debian: apt-get install chromium)");
        }
        Assumptions.assumeTrue(isInstalled, "chromium is not on the PATH");
        return new Browser(Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
    }

    /** Somebody at a window of 1440 pixels' width with a profile of their own. */
    public Visitor visitor(URI service) {
        return visitor(service, ColorScheme.LIGHT, 1440);
    }

    public Visitor visitor(URI service, ColorScheme scheme, int width) {
        return new Visitor(
                browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setColorScheme(scheme)
                        .setAcceptDownloads(true)
                        .setViewportSize(width, 900)),
                service);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

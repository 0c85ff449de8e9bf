package org.genoqc.homogeneity.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Somebody who looks at the page of a service. Notes whatever the page says on its console. */
public final class Visitor implements AutoCloseable {

    /** Containers that start elsewhere on this machine change its network, and Chromium then lets go of its connections. */
    private static final String NETWORK_CHANGED = "ERR_NETWORK_CHANGED";

    private static final int MAX_ATTEMPTS = 10;

    private final BrowserContext context;
    private final Page page;
    private final URI service;
    private final List<String> console = new ArrayList<>();

    Visitor(BrowserContext context, URI service) {
        this.context = context;
        this.service = service;
        this.page = context.newPage();
        page.setDefaultTimeout(Waiting.MAX.toMillis());
        page.setDefaultNavigationTimeout(Waiting.MAX.toMillis());
        PlaywrightAssertions.setDefaultAssertionTimeout(Waiting.MAX.toMillis());
        page.onConsoleMessage(message -> console.add(message.type() + ": " + message.text()));
        page.onPageError(error -> console.add("fault: " + error));
    }

    public Page page() {
        return page;
    }

    /** Opens a path of the service, with what follows #, in a document of its own; gives the answer to the first request. */
    public Response open(String path) {
        for (int attempt = 1; ; attempt++) {
            int said = console.size();
            try {
                page.navigate("about:blank");
                Response response = page.navigate(service.resolve(path).toString());
                page.waitForLoadState();
                if (console.subList(said, console.size()).stream().noneMatch(line -> line.contains(NETWORK_CHANGED))) {
                    return response;
                }
            } catch (PlaywrightException e) {
                if (!String.valueOf(e.getMessage()).contains(NETWORK_CHANGED)) {
                    throw e;
                }
            }
            assertThat(attempt).as("attempts to open %s", path).isLessThan(MAX_ATTEMPTS);
        }
    }

    /** The one heading of the view, once it says so. */
    public Locator heading(String regex) {
        Locator heading = page.locator("main h1");
        PlaywrightAssertions.assertThat(heading).hasText(Pattern.compile(regex));
        return heading;
    }

    /** Waits until it is shown. */
    public Locator see(Locator what) {
        PlaywrightAssertions.assertThat(what).isVisible();
        return what;
    }

    /** What was said on the console so far, but that the network changed. */
    public List<String> console() {
        return console.stream().filter(line -> !line.contains(NETWORK_CHANGED)).toList();
    }

    @Override
    public void close() {
        context.close();
    }
}

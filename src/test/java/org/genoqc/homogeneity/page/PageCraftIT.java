package org.genoqc.homogeneity.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.Browser;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.PageUnderTest;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.harness.Visitor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the page is made: no barriers, no scripts or styles in markup, nothing wider than a telephone, small, and at any path. */
@PageUnderTest.Shown
class PageCraftIT {

    private static final String POLICY =
            "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
    private static final int MAX_FIRST_LOAD = 500_000;

    private static Browser browser;
    private static ServiceProcess service;
    private static String complete;
    private static String canceled;
    private static String axe;

    @BeforeAll
    static void start() throws IOException {
        browser = PageUnderTest.browser();
        service = PageUnderTest.service();
        try (JobClient client = service.client()) {
            complete = client.submit(
                    new Form().file(Path.of("examples/sample.tsv")).field("n_simulations", 1000));
            client.awaitResult(complete);
            canceled = client.submit(
                    new Form().file(Path.of("examples/sample.tsv")).field("n_simulations", 100_000_000));
            client.delete("/jobs/" + canceled);
        }
        try (var in = Objects.requireNonNull(PageCraftIT.class.getResourceAsStream("/axe.min.js"))) {
            axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> views() {
        return List.of(
                "",
                "#/jobs",
                "#/jobs/" + complete,
                "#/jobs/" + canceled,
                "#/jobs/" + complete + "/probesets",
                "#/jobs/" + complete + "/findings",
                "#/jobs/" + complete + "/probesets/AX-10000322",
                "#/nothing",
                "docs");
    }

    private static void open(Visitor visitor, String view) {
        Response response = visitor.open(view);
        assertThat(response.headerValue("content-security-policy")).isEqualTo(POLICY);
        Page page = visitor.page();
        visitor.see(page.locator(view.equals("docs") ? ".swagger-ui .info" : "main h1")
                .first());
        if (view.endsWith("probesets") || view.endsWith("findings")) {
            visitor.see(page.locator("tbody tr").first());
        }
        if (view.endsWith(complete)) {
            visitor.see(page.locator("canvas").first());
        }
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true; })");
    }

    /** Of a window as it was opened, and in the other colours, of which only what is said of colours can differ. */
    private static void assertThatItHasNoBarrier(Visitor visitor, ColorScheme opened, String view) {
        Page page = visitor.page();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("%s is as wide as the window", view)
                .isEqualTo(true);
        page.evaluate(axe);
        assertThat(barriers(page, "{}")).as(view).isEmpty();
        ColorScheme other = opened == ColorScheme.LIGHT ? ColorScheme.DARK : ColorScheme.LIGHT;
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(other));
        assertThat(barriers(page, "{ runOnly: ['color-contrast', 'link-in-text-block'] }"))
                .as("%s, %s", view, other)
                .isEmpty();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(opened));
        assertThat(visitor.console()).as(view).isEmpty();
    }

    private static List<?> barriers(Page page, String options) {
        return (List<?>) page.evaluate("""
            async () => {
              document.getAnimations().filter(each => each instanceof CSSTransition).forEach(each => each.finish());
              return (await axe.run({ resultTypes: ['violations'], ...%s })).violations
                .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                .map(({ id, help, nodes }) => id + ': ' + help + ' '
                  + nodes.map(({ target, html }) => target + ' ' + html).join('; '));
            }\
            """.formatted(options));
    }

    @Test
    void noViewHasABarrierOrSaysAnythingOnTheConsole() {
        assertThatNoViewHasABarrier(service.address(), ColorScheme.LIGHT, 1440);
    }

    private static void assertThatNoViewHasABarrier(URI address, ColorScheme scheme, int width) {
        try (Visitor visitor = browser.visitor(address, scheme, width)) {
            for (String view : views()) {
                open(visitor, view);
                assertThatItHasNoBarrier(visitor, scheme, view);
            }
        }
    }

    /** Of a service that stands still while they are looked at, so that its workers leave the processor to that. */
    @ParameterizedTest
    @CsvSource({"LIGHT, 1440", "DARK, 390"})
    void norDoThoseOfARunningJob(ColorScheme scheme, int width) throws Exception {
        try (JobClient client = service.client();
                Visitor visitor = browser.visitor(service.address(), scheme, width);
                Visitor ofTheList = browser.visitor(service.address(), scheme, width)) {
            String running = client.submit(new Form()
                    .file(TestData.resource("array_like/small_batch.tsv"))
                    .field("n_simulations", 100_000_000));
            open(visitor, "#/jobs/" + running);
            visitor.heading("^Probesets are tested$");
            open(ofTheList, "#/jobs");
            ofTheList.see(ofTheList.page().locator(".jobs progress").first());
            service.pause();
            try {
                assertThatItHasNoBarrier(visitor, scheme, "a running job");
                assertThatItHasNoBarrier(ofTheList, scheme, "jobs of which one is running");
            } finally {
                service.resume();
            }
            client.delete("/jobs/" + running);
            client.awaitEnd(running);
        }
    }

    @Test
    void theFirstLoadIsSmall() {
        try (Visitor visitor = browser.visitor(service.address())) {
            open(visitor, "#/jobs/" + complete);
            Object bytes = visitor.page().evaluate("""
                () => performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))
                  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)\
                """);
            assertThat(((Number) bytes).intValue()).isBetween(100_000, MAX_FIRST_LOAD);
        }
    }

    /** And there too no view has a barrier: of a telephone, and in the dark. */
    @Test
    void itWorksUnderAPathOfAProxy() throws IOException {
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        HttpClient http = HttpClient.newHttpClient();
        proxy.createContext("/qc/", exchange -> {
            String path = exchange.getRequestURI().toString().substring("/qc".length());
            try {
                HttpResponse<byte[]> answer = http.send(
                        HttpRequest.newBuilder(service.address().resolve(path))
                                .method(
                                        exchange.getRequestMethod(),
                                        HttpRequest.BodyPublishers.ofByteArray(
                                                exchange.getRequestBody().readAllBytes()))
                                .headers(Stream.of("Accept", "Content-Type")
                                        .filter(name ->
                                                exchange.getRequestHeaders().containsKey(name))
                                        .flatMap(name -> Stream.of(
                                                name,
                                                exchange.getRequestHeaders().getFirst(name)))
                                        .toArray(String[]::new))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                Stream.of("content-type", "content-security-policy")
                        .forEach(name -> answer.headers()
                                .firstValue(name)
                                .ifPresent(
                                        value -> exchange.getResponseHeaders().add(name, value)));
                exchange.sendResponseHeaders(
                        answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
                exchange.getResponseBody().write(answer.body());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
        proxy.start();
        URI address = URI.create("http://localhost:" + proxy.getAddress().getPort() + "/qc/");
        try {
            assertThatNoViewHasABarrier(address, ColorScheme.DARK, 390);
        } finally {
            proxy.stop(0);
            http.close();
        }
    }
}

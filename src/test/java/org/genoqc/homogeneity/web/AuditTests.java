package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.harness.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.server.PathContainer;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The audit log: an event for each request that has to do with a job, on one line. */
class AuditTests extends JobsApi {

    /** What has no data of jobs. */
    private static final List<String> OPEN =
            List.of("", "/", "/docs", "/openapi.yaml", "/page/parameters.json", "/error");

    private final Logger audit = (Logger) LoggerFactory.getLogger("audit");
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @BeforeEach
    void listen() {
        events.start();
        audit.addAppender(events);
    }

    @AfterEach
    void listenNoMore() {
        audit.setLevel(null);
        audit.detachAppender(events);
    }

    /** The events are written after the answer was sent. */
    private List<Map<String, Object>> await(int number) {
        Waiting.until(() -> events.list, () -> events.list.size() >= number);
        return events.list.stream().map(AuditTests::parts).toList();
    }

    private static Map<String, Object> parts(ILoggingEvent event) {
        Map<String, Object> parts = new TreeMap<>();
        event.getKeyValuePairs().forEach(pair -> parts.put(pair.key, pair.value));
        return parts;
    }

    @Test
    void whoDidWhatWithWhichJobFromWhereAndWhatCameOfIt() {
        String id = client.submit(
                new Form().file(TestData.resource("malformed/clean/base.tsv")).field("n_simulations", 10));
        client.awaitEnd(id);
        for (String path : List.of("/result", "/findings", "/counts?probeset_id=none", "/report.html")) {
            client.get("/jobs/" + id + path);
        }
        client.get("/jobs/" + id + "/comparison/" + id);
        client.delete("/jobs/" + id);
        client.get("/jobs/" + id + "/result");
        List<Map<String, Object>> logged = await(8);
        assertThat(logged)
                .extracting(parts -> parts.get("event.action"), parts -> parts.get("http.response.status_code"))
                .containsExactly(
                        tuple("submit", 202),
                        tuple("read_result", 200),
                        tuple("read_findings", 200),
                        tuple("read_counts", 404),
                        tuple("read_report", 200),
                        tuple("compare", 200),
                        tuple("remove", 204),
                        tuple("read_result", 404));
        assertThat(logged)
                .allSatisfy(parts -> assertThat(parts)
                        .containsEntry("job_id", id)
                        .containsEntry("user.name", "anonymous")
                        .containsEntry("source.ip", "127.0.0.1"));
        assertThat(logged.get(5)).containsEntry("other_job_id", id);
        assertThat(logged.getFirst()).containsEntry("event.outcome", "success");
        assertThat(logged.getLast()).containsEntry("event.outcome", "failure");
        assertThat(events.list.getFirst().getFormattedMessage())
                .isEqualTo("submit " + id + " by \"anonymous\" from 127.0.0.1: 202");
    }

    @Test
    void aJobThatRunsIsCancelled() {
        String id = client.submit(endless());
        client.delete("/jobs/" + id);
        assertThat(await(2).getLast()).containsEntry("event.action", "cancel").containsEntry("job_id", id);
        client.awaitEnd(id);
    }

    @Test
    void whatIsOnlyValidatedIsCalledSo() {
        client.post(
                new Form().file(TestData.resource("malformed/clean/base.tsv")).field("validate_only", true));
        client.post(new Form().field("validate_only", true));
        List<Map<String, Object>> logged = await(2);
        assertThat(logged.getFirst()).containsEntry("event.action", "validate").doesNotContainKey("job_id");
        assertThat(logged.getLast())
                .containsEntry("event.action", "submit")
                .containsEntry("http.response.status_code", 400);
    }

    @Test
    void looksAtStatesAndListsAreLoggedWhereTheyWereDeniedOrEverythingIsWanted() {
        String unknown = UUID.randomUUID().toString();
        client.get("/jobs");
        client.get("/actuator/health");
        client.get("/jobs/" + unknown);
        assertThat(await(1).getFirst()).containsEntry("event.action", "show").containsEntry("job_id", unknown);
        audit.setLevel(Level.DEBUG);
        client.get("/jobs");
        client.get("/actuator/health");
        assertThat(await(3)).extracting(parts -> parts.get("event.action")).containsExactly("show", "list", "operate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%0d%0aforged",
                "%0aforged",
                "%1b%5b31mforged",
                "%e2%80%a8forged",
                "%e2%80%aeforged",
                "a%22forged"
            })
    void nothingThatAClientSendsIsInTheLogBesideIdsOfJobs(String text) throws IOException {
        RawHttp.head(port(), "GET /jobs/" + text + "/result HTTP/1.1", "Host: x", "X-Forwarded-For: forged");
        RawHttp.head(port(), "DELETE /jobs/" + text + " HTTP/1.1", "Host: x", "User-Agent: forged");
        client.post(new Form().text(text + "\u001b[31m.tsv", HEADER + "P1\tforged\tforged\t1\t1\t1\n"));
        await(3);
        assertThat(events.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .allSatisfy(message -> assertThat(message)
                        .matches("[a-z_]+ - by \"(anonymous|unknown)\" from 127\\.0\\.0\\.1: 4\\d\\d")
                        .doesNotContain("forged"));
        assertThat(await(3).toString()).doesNotContain("forged");
    }

    /** As an identity provider may have it. */
    @Test
    void aNameStaysOnItsLineAndInItsQuotes() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/jobs/x/result");
        request.setRemoteAddr("10.0.0.7\r\nforged");
        request.setUserPrincipal(
                () -> "eve\" from 10.0.0.1: 200\r\n2026-01-01 forged\u001b[2J\u2028" + "x".repeat(1000));
        log(request, (asked, response, chain) -> ((HttpServletResponse) response).setStatus(403));
        assertThat(events.list.getFirst().getFormattedMessage())
                .hasSizeLessThan(400)
                .startsWith("read_result - by \"eve? from 10.0.0.1: 200??2026-01-01 forged?[2J?xxx")
                .endsWith("\" from 10.0.0.7??forged: 403");
    }

    @Test
    void whoIsDeniedBeforeItIsKnownWhoItIsIsUnknown() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new AuditFilter()
                .doFilter(
                        new MockHttpServletRequest("GET", "/jobs"),
                        response,
                        (asked, answer) -> ((HttpServletResponse) answer).setStatus(401));
        assertThat(parts(events.list.getFirst()))
                .containsEntry("user.name", "unknown")
                .containsEntry("event.action", "list")
                .containsEntry("http.response.status_code", 401);
    }

    private static void log(MockHttpServletRequest request, Filter inner) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        new AuditFilter()
                .doFilter(
                        request,
                        response,
                        (asked, answer) -> new CallerMark()
                                .doFilter(asked, answer, (known, last) -> inner.doFilter(known, last, null)));
    }

    @Test
    void everyOperationOfOpenapiYamlHasAnAction() throws IOException {
        TreeSet<String> without = new TreeSet<>();
        for (Map.Entry<String, PathItem> path : new OpenAPIV3Parser()
                .readContents(Files.readString(Path.of("openapi.yaml")))
                .getOpenAPI()
                .getPaths()
                .entrySet()) {
            path.getValue().readOperationsMap().keySet().stream()
                    .filter(method -> AuditedAction.of(method.name(), PathContainer.parsePath(path.getKey()))
                            .isEmpty())
                    .forEach(method -> without.add(method + " " + path.getKey()));
        }
        assertThat(without).isEmpty();
    }

    @Test
    void everyMappingOfAControllerHasAnActionOrIsOpen() {
        TreeSet<String> without = new TreeSet<>();
        for (RequestMappingInfo mapping :
                requestMappingHandlerMapping.getHandlerMethods().keySet()) {
            for (String pattern : mapping.getPatternValues()) {
                mapping.getMethodsCondition().getMethods().stream()
                        .filter(method -> AuditedAction.of(method.name(), PathContainer.parsePath(pattern))
                                .isEmpty())
                        .forEach(method -> without.add(pattern));
                if (mapping.getMethodsCondition().isEmpty()) {
                    without.add(pattern);
                }
            }
        }
        without.removeAll(OPEN);
        assertThat(without).isEmpty();
    }
}

package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered to requests that ask for nothing there is, or in a way that is not understood. */
class ProtocolTests extends JobsApi {

    @Test
    void anUploadNeedsAFile() {
        assertThat(client.post(new Form().field("n_simulations", 10))
                        .problem(400)
                        .path("detail")
                        .asString())
                .contains("file");
        client.post(new Form().file("data", "x.tsv", array())).problem(400);
    }

    @Test
    void anUploadIsMultipart() {
        client.send("POST", "/jobs", BodyPublishers.ofString("{}"), "Content-Type", "application/json")
                .problem(415);
        client.send("POST", "/jobs", BodyPublishers.ofString(HEADER), "Content-Type", "text/tab-separated-values")
                .problem(415);
        client.send(
                        "POST",
                        "/jobs",
                        BodyPublishers.ofString("n_simulations=1"),
                        "Content-Type",
                        "application/x-www-form-urlencoded")
                .problem(415);
        client.send("POST", "/jobs", BodyPublishers.noBody()).problem(415);
        client.send("POST", "/jobs", BodyPublishers.ofString("--x--"), "Content-Type", "multipart/form-data")
                .problem(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/progress", "/batches", "/result", "/summary"})
    void thereIsNothingUnderAnUnknownJob(String path) {
        client.get("/jobs/" + UUID.randomUUID() + path).problem(404);
        client.get("/jobs/not-a-uuid" + path).problem(404);
        client.get("/jobs/" + "9".repeat(2000) + path).problem(404);
    }

    @Test
    void anUnknownJobCannotBeDeleted() {
        client.delete("/jobs/" + UUID.randomUUID()).problem(404);
        client.delete("/jobs/1-2-3").problem(404);
    }

    @ParameterizedTest
    @CsvSource({"PUT, /jobs", "DELETE, /jobs", "PATCH, /jobs/x", "POST, /jobs/x/result", "PUT, /jobs/x/progress"})
    void anUnsupportedMethodIsToldWhatIsSupported(String method, String path) {
        Answer answer = client.send(method, path, BodyPublishers.noBody());
        answer.problem(405);
        assertThat(answer.header("Allow")).contains("GET");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/jobs/x/y/z",
                "/job",
                "/jobs/",
                "/page",
                "/page/",
                "/page/nothing.js",
                "/page/shared/report.html",
                "/index.html",
                "/webjars/swagger-ui/index.html"
            })
    void thereIsNothingUnderAnUnknownPath(String path) {
        client.get(path).problem(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"limit=0", "limit=-1", "limit=1001", "limit=abc", "state=NOPE", "before=x", "limit=99999999999"})
    void aBadQueryIsRefused(String query) {
        client.get("/jobs?" + query).problem(400);
    }

    @Test
    void anUnacceptableFormatIsRefused() {
        client.get("/jobs", "Accept", "image/png").problem(406);
    }

    /** None of these comes to a controller. */
    @ParameterizedTest
    @CsvSource({"Content-Length: -1, 400", "no colon, 400", "Expect: nonsense, 417"})
    void whatIsNoHttpIsRefusedByAProblemDocument(String header, int status) throws IOException {
        Answer answer = RawHttp.head(port(), "POST /jobs HTTP/1.1", "Host: x", header);
        assertThat(answer.problem(status).path("instance").asString()).isIn("/jobs", "/");
        assertThat(answer.problem().path("detail").asString()).isNotBlank();
    }

    @Test
    void anUnknownTransferEncodingIsRefusedByAProblemDocument() throws IOException {
        Answer answer = RawHttp.head(port(), "POST /jobs HTTP/1.1", "Host: x", "Transfer-Encoding: nonsense");
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(501);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jobs?LONG", "/jobs/%00", "/jobs/%2e%2e%2f", "/jobs|<script>", "nonsense", "/\u0001"})
    void aTargetThatIsNoneIsRefusedByAProblemDocumentThatHasNothingOfIt(String target) throws IOException {
        Answer answer =
                RawHttp.head(port(), "GET " + target.replace("LONG", "a".repeat(10_000)) + " HTTP/1.1", "Host: x");
        answer.problem(400);
        assertThat(answer.text()).doesNotContain("script", "Exception", "org.apache", "aaaa");
    }

    @Test
    void aRequestWithoutAHostOrWithAHeadWithoutEndIsRefusedByAProblemDocument() throws IOException {
        RawHttp.head(port(), "GET /jobs HTTP/1.1").problem(400);
        RawHttp.head(port(), "GET /jobs HTTP/1.1", "Host: x", "X: " + "a".repeat(20_000))
                .problem(400);
        RawHttp.send(port(), "\u0016\u0003\u0001\u0002\r\n\r\n").problem(400);
    }

    /** They break off before the first part, so that no controller is chosen yet. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 1000\r\n\r\n",
                "Content-Length: 1000\r\n\r\n--b",
                "Transfer-Encoding: chunked\r\n\r\nzz\r\n"
            })
    void aBodyThatIsCutOffIsRefusedByAProblemDocument(String body) throws IOException {
        Answer answer = RawHttp.send(
                port(),
                "POST /jobs HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + "Content-Type: multipart/form-data; boundary=b\r\n" + body);
        assertThat(answer.problem(400).path("instance").asString()).isEqualTo("/jobs");
    }

    @ParameterizedTest
    @CsvSource({
        "/jobs, 406",
        "/jobs/x, 406",
        "/jobs/x/result, 404",
        "/jobs/x/findings, 400",
        "/nothing, 404",
        "/page/nothing.js, 404",
        "/actuator/health, 406"
    })
    void whateverIsAcceptedAnErrorIsAProblemDocument(String path, int status) throws IOException {
        for (String accept : List.of("garbage;;q=,/", "image/png", "/", "")) {
            Answer answer = RawHttp.head(port(), "GET " + path + " HTTP/1.1", "Host: x", "Accept: " + accept);
            if (answer.status() != 200) {
                answer.problem();
            }
        }
        RawHttp.head(port(), "GET " + path + " HTTP/1.1", "Host: x", "Accept: garbage;;q=,/")
                .problem(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/jobs",
                "/jobs/x",
                "/nothing",
                "/page/page.css",
                "/actuator/health",
                "/jobs/%00",
                "/openapi.yaml"
            })
    void everyAnswerHasTheHeadersThatKeepBrowsersFromHarm(String path) throws IOException {
        Answer answer = RawHttp.head(port(), "GET " + path + " HTTP/1.1", "Host: x");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
    }

    @Test
    void whatIsOfOperatorsIsShownToThisMachineAlone() {
        assertThat(client.get("/actuator/health").json().path("components").has("db"))
                .isTrue();
        assertThat(client.get("/actuator/batches").status()).isEqualTo(200);
        assertThat(client.get("/actuator/metrics/homogeneity.jobs.submitted").status())
                .isEqualTo(200);
        for (List<String> proxied :
                List.of(List.of("X-Forwarded-For", "10.0.0.7"), List.of("Forwarded", "for=10.0.0.7"))) {
            String[] headers = proxied.toArray(String[]::new);
            Answer health = client.get("/actuator/health", headers);
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.json().has("components")).isFalse();
            assertThat(client.get("/actuator/health/readiness", headers).status())
                    .isEqualTo(200);
            assertThat(client.get("/actuator/prometheus", headers).status()).isEqualTo(200);
            client.get("/actuator/batches", headers).problem(404);
            client.get("/actuator/metrics", headers).problem(404);
            client.get("/actuator/metrics/jvm.memory.used", headers).problem(404);
            client.get("/actuator/%62atches", headers).problem(404);
            client.get("/actuator;a=b/metrics/jvm.memory.used", headers).problem();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/", "/actuator/env", "/actuator/health/nothing"})
    void thereIsNothingElseOfActuator(String path) throws IOException {
        RawHttp.head(port(), "GET " + path + " HTTP/1.1", "Host: x").problem(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/actuator/health/..", "/actuator/health/%2e%2e/%2e%2e/x", "/jobs;a=b", "//jobs", "/jobs/%2f"})
    void aPathThatCouldBeReadInTwoWaysIsRefused(String path) throws IOException {
        RawHttp.head(port(), "GET " + path + " HTTP/1.1", "Host: x").problem(400);
    }

    @Test
    void anEmptyAcceptIsNone() throws IOException {
        for (String path : List.of("/jobs", "/actuator/health", "/actuator/info", "/actuator/prometheus")) {
            assertThat(RawHttp.head(port(), "GET " + path + " HTTP/1.1", "Host: x", "Accept: ")
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jobs", "/jobs/x", "/jobs/x/progress", "/jobs/x/result", "/actuator/health"})
    void aBadlyEncodedQueryIsRefusedWhereverItIsRead(String path) throws IOException {
        for (String accept : List.of("*/*", "text/event-stream")) {
            assertThat(RawHttp.head(port(), "GET " + path + "?%zz=% HTTP/1.1", "Host: x", "Accept: " + accept)
                            .status())
                    .isLessThan(500);
        }
    }

    @Test
    void repeatedParametersAreShownAsTheyWereGiven() {
        assertThat(client.get("/jobs?limit=a&limit=b")
                        .problem(400)
                        .path("detail")
                        .asString())
                .isEqualTo("limit can't be \"a,b\"");
    }

    @Test
    void noMetricHasThePathOfAFolder() {
        assertThat(client.get("/actuator/prometheus").text()).doesNotContain("path=");
    }

    @Test
    void thereIsNothingWhereErrorsAreReported() {
        client.get("/error").problem(404);
    }
}

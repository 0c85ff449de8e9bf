package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
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
}

package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.parameters.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the files of the page are served. */
class PageTests extends JobsApi {

    @ParameterizedTest
    @CsvSource({
        "/, text/html",
        "/docs, text/html",
        "/openapi.yaml, application/yaml",
        "/page/app.js, text/javascript",
        "/page/page.css, text/css",
        "/page/icon.svg, image/svg+xml",
        "/page/sample.tsv, text/tab-separated-values",
        "/page/shared/charts.js, text/javascript",
        "/page/shared/echarts.common.min.js, text/javascript",
        "/page/swagger-ui/swagger-ui-bundle.js, text/javascript"
    })
    void aFileOfThePageHasItsTypeAndMayUseNothingFromElsewhere(String path, String type) {
        Answer answer = client.get(path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith(type);
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'self'; ", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void whatABrowserHasIsNotSentAgain() {
        Answer first = client.get("/page/app.js");
        assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
        Answer again = client.get("/page/app.js", "If-None-Match", first.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/page/app.js", "/page/shared/echarts.common.min.js", "/openapi.yaml"})
    void itIsCompressed(String path) {
        Answer answer = client.get(path, "Accept-Encoding", "gzip");
        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
    }

    @Test
    void nothingIsPostedToIt() {
        client.send("POST", "/", BodyPublishers.noBody()).problem(405);
    }

    @Test
    void answersOfTheApiAreNotBoundByItsPolicy() {
        assertThat(client.get("/jobs").header("Content-Security-Policy")).isEqualTo("frame-ancestors 'none'");
    }

    @Test
    void theDescriptionOfTheApiIsTheOneInTheProject() throws IOException {
        assertThat(client.get("/openapi.yaml").text()).isEqualTo(Files.readString(Path.of("openapi.yaml")));
    }

    @Test
    void theFormHasTheParametersThatAreDeclared() {
        List<String> names = client.get("/page/parameters.json")
                .json()
                .valueStream()
                .map(parameter -> parameter.path("name").asString())
                .toList();
        assertThat(names)
                .containsExactlyElementsOf(
                        Parameter.OF_JOBS.stream().map(Parameter::name).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/docs"})
    void noAddressInItBeginsAtTheRootAndNoStyleOrScriptIsInItsMarkup(String path) {
        String page = client.get(path).text();
        assertThat(page).doesNotContain("style=", "<style", "onclick");
        assertThat(Pattern.compile("(?:href|src)=\"(/|https?:)").matcher(page).find())
                .isFalse();
        assertThat(Pattern.compile("<script(?![^>]*src=)").matcher(page).find()).isFalse();
    }
}

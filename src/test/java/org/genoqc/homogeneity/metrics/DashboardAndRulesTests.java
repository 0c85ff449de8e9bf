package org.genoqc.homogeneity.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can be said of the files for Grafana and Prometheus without either; PrometheusIT evaluates them. */
class DashboardAndRulesTests {

    private static final Path DASHBOARD = Path.of("helm/dashboards/chi2-homogeneity.json");
    private static final Path RULES = Path.of("helm/rules/chi2-homogeneity.rules.yaml");
    private static final Path RUNBOOK = Path.of("docs/operations.md");
    private static final Path RULE_TESTS = Path.of("src/test/prometheus/chi2-homogeneity.test.yaml");

    private static List<JsonNode> panels() {
        return new JsonMapper()
                .readTree(DASHBOARD.toFile())
                .path("panels")
                .valueStream()
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> alerts() throws IOException {
        Map<String, List<Map<String, List<Map<String, Object>>>>> file = new Yaml().load(Files.readString(RULES));
        return file.get("groups").getFirst().get("rules");
    }

    @Test
    void everyPanelHasATitleAndSaysWhatToDoWhenItLooksBad() {
        List<JsonNode> panels = panels().stream()
                .filter(panel -> !panel.path("type").asString().equals("row"))
                .toList();
        assertThat(panels).hasSizeGreaterThan(20).allSatisfy(panel -> {
            assertThat(panel.path("title").asString()).hasSizeGreaterThan(2);
            assertThat(panel.path("description").asString())
                    .as(panel.path("title").asString())
                    .hasSizeGreaterThan(40);
            assertThat(panel.path("targets")).isNotEmpty();
        });
        assertThat(panels).extracting(panel -> panel.path("title").asString()).doesNotHaveDuplicates();
        assertThat(panels()).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
    }

    @Test
    void noTwoPanelsOverlap() {
        List<JsonNode> places =
                panels().stream().map(panel -> panel.path("gridPos")).toList();
        List<String> cells = new ArrayList<>();
        for (JsonNode place : places) {
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    cells.add((place.path("x").asInt() + x) + ","
                            + (place.path("y").asInt() + y));
                }
            }
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
        }
        assertThat(cells).doesNotHaveDuplicates();
    }

    @Test
    void everyQueryIsRestrictedToTheChosenNamespaceAndInstance() {
        assertThat(panels().stream()
                        .flatMap(panel -> panel.path("targets").valueStream())
                        .map(target -> target.path("expr").asString()))
                .allSatisfy(expression -> {
                    Matcher selector = Pattern.compile("\\w\\{([^}]*)}").matcher(expression);
                    assertThat(selector.results().map(found -> found.group(1)))
                            .isNotEmpty()
                            .allMatch(labels -> labels.contains("namespace=~\"$namespace\",instance=~\"$instance\""));
                });
    }

    @Test
    void everyAlertHasASectionInTheRunbookAndAUnitTest() throws IOException {
        String runbook = Files.readString(RUNBOOK);
        String tests = Files.readString(RULE_TESTS);
        assertThat(alerts()).hasSizeGreaterThanOrEqualTo(8).allSatisfy(alert -> {
            String name = (String) alert.get("alert");
            assertThat(runbook).contains("\n### " + name + "\n");
            assertThat(tests).contains("alertname: " + name + "\n");
            assertThat(alert.get("annotations").toString())
                    .contains("runbook=docs/operations.md#" + name.toLowerCase(Locale.ROOT));
            assertThat(alert.get("labels").toString()).matches("\\{severity=(warning|critical)}");
        });
    }
}

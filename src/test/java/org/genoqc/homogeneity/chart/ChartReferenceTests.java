package org.genoqc.homogeneity.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The values are described once, in the comments of values.yaml; the schema says the same, and the table of the README is
 * made of them. After a change: {@code mvn test -Dtest=ChartReferenceTests -Dchart.readme=write}.
 */
class ChartReferenceTests {

    private static final Path README = Chart.FOLDER.resolve("README.md");
    private static final String BEGIN = "<!-- made from values.yaml by ChartReferenceTests -->\n";
    private static final String END = "<!-- end -->\n";
    private static final Pattern KEY = Pattern.compile("( *)([\\w.-]+):.*");

    /** Each key of values.yaml with the comment above it. */
    private static Map<String, String> comments() throws IOException {
        Map<String, String> comments = new LinkedHashMap<>();
        Deque<String> path = new ArrayDeque<>();
        StringBuilder comment = new StringBuilder();
        for (String line : Files.readAllLines(Chart.FOLDER.resolve("values.yaml"))) {
            Matcher key = KEY.matcher(line);
            if (line.strip().startsWith("#")) {
                comment.append(comment.isEmpty() ? "" : " ")
                        .append(line.strip().substring(1).strip());
            } else {
                if (key.matches()) {
                    while (path.size() > key.group(1).length() / 2) {
                        path.removeLast();
                    }
                    path.addLast(key.group(2));
                    comments.put(String.join(".", path), comment.toString());
                }
                comment.setLength(0);
            }
        }
        return comments;
    }

    /** Each value of the schema, in its order. */
    private static Map<String, JsonNode> schema() {
        JsonNode root = new JsonMapper()
                .readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
        Map<String, JsonNode> found = new LinkedHashMap<>();
        collect("", root, found);
        found.remove("global");
        return found;
    }

    private static void collect(String prefix, JsonNode node, Map<String, JsonNode> found) {
        node.path("properties").properties().forEach(property -> {
            found.put(prefix + property.getKey(), property.getValue());
            collect(prefix + property.getKey() + ".", property.getValue(), found);
        });
    }

    @Test
    void everyValueIsDescribedByTheSchemaInTheWordsOfItsComment() throws IOException {
        Map<String, String> described = schema().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().path("description").asString(),
                        (a, b) -> a,
                        LinkedHashMap::new));
        assertThat(described).hasSizeGreaterThan(90);
        Map<String, String> comments = comments();
        comments.remove("dashboard.labels.grafana_dashboard"); // a label of the user, not a value of the chart
        assertThat(described).containsExactlyInAnyOrderEntriesOf(comments);
        assertThat(described.values()).allMatch(text -> text.length() > 8 && text.matches("(?s).*[.):]"));
    }

    @Test
    void theSchemaTakesNoValueThatThereIsNot() {
        JsonNode root = new JsonMapper()
                .readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
        assertThat(root.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(schema().entrySet())
                .filteredOn(entry -> entry.getValue().has("properties"))
                .hasSizeGreaterThan(20)
                .allSatisfy(entry -> assertThat(
                                entry.getValue().path("additionalProperties").asBoolean(true))
                        .as(entry.getKey())
                        .isFalse());
    }

    @Test
    void theReadmeHasEveryValueWithItsDefault() throws IOException {
        String readme = Files.readString(README);
        String made =
                readme.substring(0, readme.indexOf(BEGIN)) + BEGIN + table() + readme.substring(readme.indexOf(END));
        if ("write".equals(System.getProperty("chart.readme"))) {
            Files.writeString(README, made);
        } else {
            assertThat(readme)
                    .as("mvn test -Dtest=ChartReferenceTests -Dchart.readme=write mends it")
                    .isEqualTo(made);
        }
    }

    private static String table() throws IOException {
        Map<String, Object> values = new Yaml().load(Files.readString(Chart.FOLDER.resolve("values.yaml")));
        StringBuilder table = new StringBuilder("\n| value | default | meaning |\n|---|---|---|\n");
        schema().forEach((name, node) -> table.append("| `")
                .append(name)
                .append("` | ")
                .append(
                        node.has("properties") && node.path("type").toString().contains("object")
                                ? ""
                                : text(value(values, List.of(name.split("\\.")))))
                .append(" | ")
                .append(node.path("description").asString().replace("|", "\\|"))
                .append(" |\n"));
        return table.append('\n').toString();
    }

    private static Object value(Map<?, ?> values, List<String> path) {
        Object value = values.get(path.getFirst());
        return path.size() == 1 ? value : value((Map<?, ?>) value, path.subList(1, path.size()));
    }

    private static String text(Object value) {
        return value == null || value.equals("")
                ? "empty"
                : "`" + new JsonMapper().writeValueAsString(value).replaceAll("^\"|\"$", "") + "`";
    }
}

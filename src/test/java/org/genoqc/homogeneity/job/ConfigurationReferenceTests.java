package org.genoqc.homogeneity.job;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/configuration.md has every setting, as the metadata of the configuration describe it. */
class ConfigurationReferenceTests {

    private static final Path REFERENCE = Path.of("docs/configuration.md");
    private static final String END = "<!-- end -->\n";
    private static final String OURS = "homogeneity.";
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("java.time.Duration", "duration"),
            Map.entry("org.springframework.util.unit.DataSize", "size"),
            Map.entry("java.nio.file.Path", "path"),
            Map.entry("java.net.URI", "address"),
            Map.entry("org.genoqc.homogeneity.job.HomogeneityProperties$Mode", "`none`, `api-key` or `oauth2`"),
            Map.entry("java.lang.String", "text"),
            Map.entry("java.lang.Integer", "whole number"),
            Map.entry("java.lang.Long", "whole number"),
            Map.entry("java.lang.Boolean", "`true` or `false`"),
            Map.entry("org.genoqc.homogeneity.parameters.Engine", "`local`, `spark` or `auto`"),
            Map.entry("java.util.Map<java.lang.String,java.lang.String>", "texts by names"));

    /** What the connection pool does not describe itself, in the words of its manual. */
    private static final Map<String, String> POOL = Map.of(
            "spring.datasource.hikari.maximum-pool-size",
            "The most connections to the database.",
            "spring.datasource.hikari.connection-timeout",
            "How long to wait for a connection, in milliseconds; after that requests get 503.",
            "spring.datasource.hikari.initialization-fail-timeout",
            "How long to wait for the database at the start, in milliseconds.");

    /** All settings that are described by this project and its dependencies, by name. */
    private static SortedMap<String, JsonNode> metadata() throws IOException {
        SortedMap<String, JsonNode> found = new TreeMap<>();
        for (String name :
                List.of("spring-configuration-metadata.json", "additional-spring-configuration-metadata.json")) {
            for (URL file : Collections.list(
                    ConfigurationReferenceTests.class.getClassLoader().getResources("META-INF/" + name))) {
                try (InputStream in = file.openStream()) {
                    // some are there twice, described in one place only
                    new JsonMapper()
                            .readTree(in)
                            .path("properties")
                            .forEach(property -> found.merge(
                                    property.path("name").asString(),
                                    property,
                                    (a, b) -> b.has("description") ? b : a));
                }
            }
        }
        return found;
    }

    private static SortedMap<String, String> settingsOfTheApplication() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("application.yaml"));
        Properties properties = yaml.getObject();
        assertThat(properties).isNotNull();
        return new TreeMap<>(properties.entrySet().stream()
                .filter(property -> !property.getKey().toString().startsWith(OURS))
                .collect(Collectors.toMap(
                        property -> property.getKey().toString(),
                        property -> property.getValue().toString())));
    }

    /** The description of a setting, or of the one that it is an entry of; of those of others the first sentence. */
    private static String description(SortedMap<String, JsonNode> metadata, String name) {
        for (String prefix = name; prefix.contains("."); prefix = prefix.substring(0, prefix.lastIndexOf('.'))) {
            String text = metadata.containsKey(prefix)
                    ? metadata.get(prefix).path("description").asString("")
                    : "";
            if (!text.isEmpty()) {
                String plain = text.replaceAll("<[^>]*>", " ")
                        .replaceAll("\\{@code ([^}]*)}", "$1")
                        .replaceAll("\\s+", " ")
                        .replace("|", "\\|")
                        .strip();
                return name.startsWith(OURS) ? plain : plain.split("(?<=\\.) ", 2)[0];
            }
        }
        return POOL.getOrDefault(name, "");
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_');
    }

    /** The bounds that a setting is checked against. */
    private static String range(String name) throws ReflectiveOperationException {
        Class<?> type = HomogeneityProperties.class;
        List<String> path = List.of(name.substring(OURS.length()).split("\\."));
        for (String step : path.subList(0, path.size() - 1)) {
            type = type.getDeclaredField(camel(step)).getType();
        }
        Field field = type.getDeclaredField(camel(path.getLast()));
        Min min = field.getAnnotation(Min.class);
        Max max = field.getAnnotation(Max.class);
        return (min == null ? "" : ", from " + number(min.value())) + (max == null ? "" : " to " + number(max.value()));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String camel(String kebab) {
        String[] words = kebab.split("-");
        StringBuilder name = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            name.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return name.toString();
    }

    private static String code(@Nullable String value) {
        return value == null || value.isEmpty() ? "not set" : "`" + value + "`";
    }

    private static String ours() throws IOException, ReflectiveOperationException {
        SortedMap<String, JsonNode> metadata = metadata();
        StringBuilder table = new StringBuilder(
                "\n| setting, environment variable | default | value | meaning |\n|---|---|---|---|\n");
        for (JsonNode property : metadata.values()) {
            String name = property.path("name").asString();
            if (name.startsWith(OURS)) {
                table.append("| `")
                        .append(name)
                        .append("` `")
                        .append(variable(name))
                        .append("` | ")
                        .append(code(property.path("defaultValue").asString("")))
                        .append(" | ")
                        .append(VALUES.get(property.path("type").asString()))
                        .append(range(name))
                        .append(" | ")
                        .append(description(metadata, name))
                        .append(" |\n");
            }
        }
        return table.append('\n').toString();
    }

    private static String springs() throws IOException {
        SortedMap<String, JsonNode> metadata = metadata();
        StringBuilder table = new StringBuilder("\n| setting | value here | meaning |\n|---|---|---|\n");
        settingsOfTheApplication()
                .forEach((name, value) -> table.append("| `")
                        .append(name)
                        .append("` | ")
                        .append(code(value))
                        .append(" | ")
                        .append(description(metadata, name))
                        .append(" |\n"));
        return table.append('\n').toString();
    }

    private static String replaced(String text, String of, String table) {
        String begin = "<!-- " + of + ": made by ConfigurationReferenceTests -->\n";
        int from = text.indexOf(begin) + begin.length();
        return text.substring(0, from) + table + text.substring(text.indexOf(END, from));
    }

    @Test
    void everySettingHasADescriptionAndAKindOfValue() throws IOException {
        SortedMap<String, JsonNode> metadata = metadata();
        List<JsonNode> ours = metadata.values().stream()
                .filter(property -> property.path("name").asString().startsWith(OURS))
                .toList();
        assertThat(ours).hasSizeGreaterThan(10).allSatisfy(property -> {
            assertThat(property.path("description").asString(""))
                    .as(property.toString())
                    .endsWith(".");
            assertThat(VALUES).containsKey(property.path("type").asString());
        });
        assertThat(settingsOfTheApplication().keySet())
                .allSatisfy(
                        name -> assertThat(description(metadata, name)).as(name).isNotEmpty());
    }

    @Test
    void theReferenceHasEverySettingWithItsDefault() throws IOException, ReflectiveOperationException {
        String reference = Files.readString(REFERENCE);
        String made = replaced(replaced(reference, "homogeneity", ours()), "spring", springs());
        if ("write".equals(System.getProperty("configuration.reference"))) {
            Files.writeString(REFERENCE, made);
        } else {
            assertThat(reference)
                    .as("mvn test -Dtest=ConfigurationReferenceTests -Dconfiguration.reference=write mends it")
                    .isEqualTo(made);
        }
    }
}

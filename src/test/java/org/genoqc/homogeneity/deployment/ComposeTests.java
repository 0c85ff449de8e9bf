package org.genoqc.homogeneity.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can be said of compose.yaml, and of the files it mounts, without starting it. */
@SuppressWarnings("unchecked")
class ComposeTests {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final Map<String, Object> COMPOSE = yaml("compose.yaml");
    private static final Map<String, Map<String, Object>> SERVICES =
            (Map<String, Map<String, Object>>) COMPOSE.get("services");

    private static <T> T yaml(String file) {
        return new Yaml().load(text(file));
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T of(String service, String key) {
        return (T) SERVICES.get(service).get(key);
    }

    /** What is mounted from where, as source:target, without options. */
    private static Stream<String[]> mounts(String service) {
        List<String> volumes = of(service, "volumes");
        return volumes.stream().map(volume -> volume.split(":"));
    }

    private static String mountedAt(String service, String target) {
        return mounts(service)
                .filter(mount -> mount[1].equals(target))
                .map(mount -> mount[0].replace("./", ""))
                .findFirst()
                .orElseThrow();
    }

    /** All settings there are, as environment variables. */
    private static Set<String> knownVariables() throws IOException {
        List<URL> metadata =
                Collections.list(ComposeTests.class.getClassLoader().getResources(METADATA));
        return metadata.stream()
                .flatMap(url -> {
                    try (var in = url.openStream()) {
                        return new JsonMapper()
                                .readTree(in.readAllBytes())
                                .path("properties")
                                .valueStream();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .map(property -> property.path("name")
                        .asString()
                        .replace("-", "")
                        .replace('.', '_')
                        .toUpperCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    @Test
    void everyMountedFileIsThereAndEveryVolumeIsDeclared() {
        Map<String, Object> declared = (Map<String, Object>) COMPOSE.get("volumes");
        assertThat(SERVICES.keySet().stream().flatMap(ComposeTests::mounts).map(mount -> mount[0]))
                .hasSizeGreaterThan(8)
                .allSatisfy(source -> {
                    if (source.startsWith("./")) {
                        assertThat(Path.of(source)).exists();
                    } else {
                        assertThat(declared).containsKey(source);
                    }
                });
    }

    @Test
    void everyVariableOfTheServiceIsASettingOfIt() throws IOException {
        Map<String, String> variables = of("service", "environment");
        assertThat(knownVariables()).hasSizeGreaterThan(100).containsAll(variables.keySet());
    }

    @Test
    void bothReplicasAreTheSameOnTheSameDatabaseAndVolumeTheSecondOnDemand() {
        assertThat(SERVICES.get("service-2").get("profiles")).isEqualTo(List.of("replicas"));
        for (String key : List.of("image", "environment", "volumes", "read_only", "cap_drop", "stop_grace_period")) {
            assertThat(SERVICES.get("service-2").get(key))
                    .as(key)
                    .isNotNull()
                    .isEqualTo(SERVICES.get("service").get(key));
        }
        assertThat(mountedAt("service", "/data")).isEqualTo("data");
    }

    @Test
    void serviceAndDatabaseAgreeAboutNameUserAndPassword() {
        Map<String, String> service = of("service", "environment");
        Map<String, String> database = of("database", "environment");
        assertThat(service.get("SPRING_DATASOURCE_URL"))
                .isEqualTo("jdbc:postgresql://database/" + database.get("POSTGRES_DB"));
        assertThat(service.get("SPRING_DATASOURCE_USERNAME")).isEqualTo(database.get("POSTGRES_USER"));
        assertThat(service.get("SPRING_DATASOURCE_PASSWORD")).isEqualTo(database.get("POSTGRES_PASSWORD"));
        assertThat(SERVICES.get("database")).doesNotContainKey("ports");
    }

    @Test
    void portsAreOfTheLoopbackAddressAndOfWhatListensOnThem() {
        Map<String, Map<String, Object>> application = yaml("src/main/resources/application.yaml");
        Object port = application.get("server").get("port");
        assertThat(text("Dockerfile")).contains("EXPOSE " + port + "\n");
        assertThat((List<String>) of("service", "ports")).containsExactly("127.0.0.1:8080:" + port);
        assertThat(text("compose/nginx.conf"))
                .contains("server service:" + port + " ", "server service-2:" + port, "listen 80;");
        assertThat((List<String>) of("proxy", "ports")).containsExactly("127.0.0.1:8088:80");
        assertThat(SERVICES.values().stream()
                        .flatMap(service -> ((List<String>) service.getOrDefault("ports", List.of())).stream()))
                .allMatch(published -> published.startsWith("127.0.0.1:"))
                .doesNotHaveDuplicates();
    }

    @Test
    void prometheusReadsEveryReplicaAndTheRules() throws IOException {
        String file = mountedAt("prometheus", "/etc/prometheus/prometheus.yml");
        Map<String, List<Map<String, Object>>> prometheus = yaml(file);
        Map<String, Object> scraped = prometheus.get("scrape_configs").getFirst();
        assertThat(scraped)
                .containsEntry("job_name", "chi2-homogeneity")
                .containsEntry("metrics_path", "/actuator/prometheus");
        Map<String, Object> discovery = ((List<Map<String, Object>>) scraped.get("dns_sd_configs")).getFirst();
        assertThat((List<String>) discovery.get("names"))
                .containsExactlyElementsOf(SERVICES.entrySet().stream()
                        .filter(service -> ((String) service.getValue().get("image")).startsWith("chi2-homogeneity:"))
                        .map(Map.Entry::getKey)
                        .toList());
        assertThat(discovery).containsEntry("port", 8080);
        Map<String, Object> all = yaml(file);
        assertThat((List<String>) all.get("rule_files")).containsExactly("/etc/prometheus/rules/*.yaml");
        try (Stream<Path> rules = Files.list(Path.of(mountedAt("prometheus", "/etc/prometheus/rules")))) {
            assertThat(rules).isNotEmpty().allMatch(rule -> rule.toString().endsWith(".yaml"));
        }
    }

    @Test
    void theServiceAsksForKeysAndPrometheusHasOne() {
        Map<String, String> variables = of("service", "environment");
        assertThat(variables)
                .containsEntry("HOMOGENEITY_SECURITY_MODE", "api-key")
                .doesNotContainKey("HOMOGENEITY_SECURITY_ALLOWANONYMOUS");
        Map<String, List<Map<String, Object>>> prometheus =
                yaml(mountedAt("prometheus", "/etc/prometheus/prometheus.yml"));
        Map<String, String> authorization = (Map<String, String>)
                prometheus.get("scrape_configs").getFirst().get("authorization");
        List<String> secrets = of("prometheus", "secrets");
        assertThat(authorization).containsExactly(Map.entry("credentials_file", "/run/secrets/" + secrets.getFirst()));
        Map<String, Map<String, String>> declared = (Map<String, Map<String, String>>) COMPOSE.get("secrets");
        String file = declared.get(secrets.getFirst()).get("file").replaceFirst("^\\./", "");
        // made by the command at the head of the file, and kept out of the repository and of the image
        assertThat(text("compose.yaml")).contains("key create prometheus --role operator > " + file + "\n");
        assertThat(text(".gitignore").lines()).contains(file);
        assertThat(text(".dockerignore")).contains("\n*\n").doesNotContain("compose");
    }

    @Test
    void grafanaHasTheDashboardAndTheDataSourceItNeeds() {
        Map<String, List<Map<String, Object>>> sources =
                yaml(mountedAt("grafana", "/etc/grafana/provisioning/datasources/datasource.yaml"));
        assertThat(sources.get("datasources").getFirst())
                .containsEntry("type", "prometheus")
                .containsEntry("isDefault", true)
                .containsEntry("url", "http://prometheus:9090");
        Map<String, List<Map<String, Map<String, String>>>> dashboards =
                yaml(mountedAt("grafana", "/etc/grafana/provisioning/dashboards/dashboards.yaml"));
        String folder = dashboards.get("providers").getFirst().get("options").get("path");
        Path dashboard = Path.of(mountedAt("grafana", folder), "chi2-homogeneity.json");
        JsonNode variables =
                new JsonMapper().readTree(dashboard.toFile()).path("templating").path("list");
        assertThat(variables.path(0).path("query").asString()).isEqualTo("prometheus");
        assertThat(((Map<String, String>) of("grafana", "environment")).values())
                .contains(folder + "/" + dashboard.getFileName());
    }

    @Test
    void theServiceIsLockedUpAndHasTimeToStop() {
        assertThat(SERVICES.get("service")).containsEntry("read_only", true);
        assertThat((List<String>) of("service", "cap_drop")).containsExactly("ALL");
        assertThat((List<String>) of("service", "tmpfs")).containsExactly("/tmp");
        Duration given = DurationStyle.detectAndParse(of("service", "stop_grace_period"));
        Map<String, Map<String, String>> application = yaml("src/main/resources/application.yaml");
        assertThat(given)
                .isGreaterThan(DurationStyle.detectAndParse(
                        application.get("db-scheduler").get("shutdown-max-wait")))
                .isGreaterThan(Duration.ofSeconds(35));
    }

    @Test
    void imagesHaveVersionsAndTheOneOfTheServiceIsThisOne() {
        assertThat(SERVICES.values())
                .extracting(service -> (String) service.get("image"))
                .allMatch(Pattern.compile("[a-z0-9/-]+:v?\\d[\\w.-]*").asMatchPredicate());
        String pom = text("pom.xml");
        String version = pom.substring(pom.indexOf("<artifactId>chi2-homogeneity</artifactId>"))
                .replaceFirst("(?s).*?<version>(.*?)</version>.*", "$1");
        assertThat((String) of("service", "image")).isEqualTo("chi2-homogeneity:" + version);
        assertThat(text("Dockerfile")).contains("ARG VERSION=" + version + "\n");
    }
}

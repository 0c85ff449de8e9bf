package org.genoqc.homogeneity.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** What the chart says of the service is what the service, its image and its files say of themselves. */
class ChartAndApplicationTests {

    private static final String EVERY_SETTING = Combinations.REPLICAS + Combinations.MONITORED + """
        homogeneity:
          maxDataSize: 40GB
          executor: {workers: 3}
          engine: auto
          spark:
            master: http://spark-master.spark.svc:6066
            jobJar: /opt/chi2-homogeneity-spark.jar
            dataDir: file:///mnt/homogeneity
            properties: {spark.cores.max: "200"}
          security:
            existingSecret: homogeneity-keys
            oauth2: {issuerUri: "https://login.example.org", jwkSetUri: "https://login.example.org/keys", audience: qc}
        """;
    private static final Properties APPLICATION =
            properties(new FileSystemResource("src/main/resources/application.yaml"));

    private static String dockerfile;
    private static Manifests manifests;

    @BeforeAll
    static void render() throws IOException {
        dockerfile = Files.readString(Path.of("Dockerfile"));
        manifests = Chart.render(EVERY_SETTING);
    }

    private static Properties properties(Resource yaml) {
        YamlPropertiesFactoryBean factory = new YamlPropertiesFactoryBean();
        factory.setResources(yaml);
        return factory.getObject();
    }

    private static Properties configuration(Manifests of) {
        return properties(new ByteArrayResource(of.configuration().getBytes()));
    }

    private static String fromDockerfile(String pattern) {
        List<String> found = Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(dockerfile)
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(found).as(pattern).isNotEmpty();
        return found.getLast();
    }

    @Test
    void everySettingIsAPropertyOfTheServiceOrOfSpring() throws IOException {
        Set<String> known = knownProperties();
        assertThat(names(configuration(manifests))).hasSizeGreaterThan(10).isSubsetOf(known);

        Set<String> asVariables =
                known.stream().map(ChartAndApplicationTests::asVariable).collect(Collectors.toSet());
        List<String> variables = Stream.of(manifests, Chart.render(""))
                .flatMap(each -> each.container().getEnv().stream())
                .map(EnvVar::getName)
                .distinct()
                .toList();
        assertThat(variables).hasSize(5).isSubsetOf(asVariables);
    }

    @Test
    void everyPropertyOfTheServiceIsSetByTheChart() throws IOException {
        Set<String> set = new HashSet<>(names(configuration(manifests)));
        Stream.of("homogeneity.instance", "homogeneity.data-dir").forEach(set::add); // by the pod, by the image
        assertThat(names(getClass().getResource("/META-INF/spring-configuration-metadata.json")))
                .filteredOn(name -> name.startsWith("homogeneity."))
                .hasSizeGreaterThan(10)
                .isSubsetOf(set);
    }

    /** Of a setting that is a map, the name of the map. */
    private static Set<String> names(Properties properties) {
        return properties.keySet().stream()
                .map(name -> ((String) name).replaceFirst("\\[.*", ""))
                .collect(Collectors.toSet());
    }

    private static Set<String> knownProperties() throws IOException {
        Set<String> names = new HashSet<>();
        for (URL metadata : Collections.list(ChartAndApplicationTests.class
                .getClassLoader()
                .getResources("META-INF/spring-configuration-metadata.json"))) {
            names.addAll(names(metadata));
        }
        return names;
    }

    private static List<String> names(URL metadata) throws IOException {
        try (InputStream in = metadata.openStream()) {
            return new JsonMapper()
                    .readTree(in)
                    .path("properties")
                    .valueStream()
                    .map(property -> property.path("name").asString())
                    .toList();
        }
    }

    private static String asVariable(String property) {
        return property.replace(".", "_").replace("-", "").toUpperCase(Locale.ROOT);
    }

    @Test
    void theDefaultsAreThoseOfTheService() throws IOException {
        Properties defaults = configuration(Chart.render(""));
        // a pod listens to others
        assertThat(defaults.remove("homogeneity.security.mode")).isEqualTo("api-key");
        try (InputStream in = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            assertThat(new JsonMapper()
                            .readTree(in)
                            .path("properties")
                            .valueStream()
                            .filter(property ->
                                    defaults.containsKey(property.path("name").asString())))
                    .hasSizeGreaterThan(6)
                    .allSatisfy(property -> assertThat(String.valueOf(
                                    defaults.get(property.path("name").asString())))
                            .isEqualTo(property.path("defaultValue").asString()));
        }
        assertThat(defaults.get("db-scheduler.shutdown-max-wait"))
                .isEqualTo(APPLICATION.get("db-scheduler.shutdown-max-wait"));
    }

    @Test
    void theProbesAskTheHealthGroups() {
        assertThat(Stream.of(
                                manifests.container().getStartupProbe(),
                                manifests.container().getLivenessProbe(),
                                manifests.container().getReadinessProbe())
                        .map(Probe::getHttpGet)
                        .map(HTTPGetAction::getPath))
                .containsExactly(
                        "/actuator/health/liveness", "/actuator/health/liveness", "/actuator/health/readiness");
        assertThat(names(APPLICATION))
                .contains(
                        "management.endpoint.health.group.liveness.include",
                        "management.endpoint.health.group.readiness.include");
        Duration connection = Duration.ofMillis((int) APPLICATION.get("spring.datasource.hikari.connection-timeout"));
        assertThat(Duration.ofSeconds(manifests.container().getReadinessProbe().getTimeoutSeconds()))
                .isGreaterThan(connection);
    }

    @Test
    void theMetricsAreWhereTheServiceHasThem() {
        assertThat(manifests
                        .only(ServiceMonitor.class)
                        .getSpec()
                        .getEndpoints()
                        .getFirst()
                        .getPath())
                .isEqualTo("/actuator/prometheus");
        assertThat((String) APPLICATION.get("management.endpoints.web.exposure.include"))
                .contains("prometheus");
    }

    @Test
    void thePortIsThatOfTheServiceAndOfTheImage() {
        int port = manifests.container().getPorts().getFirst().getContainerPort();
        assertThat(port)
                .isEqualTo(APPLICATION.get("server.port"))
                .isEqualTo(Integer.parseInt(fromDockerfile("^EXPOSE (\\d+)$")));
    }

    @Test
    void userDataAndProgramAreThoseOfTheImage() {
        String user = fromDockerfile("^USER (\\d+:\\d+)$");
        assertThat(manifests.pod().getSecurityContext())
                .satisfies(context -> assertThat(context.getRunAsUser() + ":" + context.getRunAsGroup())
                        .isEqualTo(user));
        assertThat(manifests.container().getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .contains(fromDockerfile("HOMOGENEITY_DATADIR=([^ \\\\\n]+)"));
        String jar = fromDockerfile("^ENTRYPOINT .*\"-jar\", \"([^\"]+)\"");
        assertThat(manifests.testContainer().getArgs().getFirst()).contains("-jar " + jar + "'");
        // the service itself is started by the entry point
        assertThat(manifests.container().getCommand()).isEmpty();
        assertThat(manifests.container().getArgs()).isEmpty();
    }

    /** preStop, requests under way, jobs that are handed back, executor: one after the other at the worst. */
    @Test
    void kubernetesWaitsLongerForThePodThanTheServiceTakesToStop() {
        Stream.of("", "homogeneity: {shutdownGrace: 0s}", "homogeneity: {shutdownGrace: 120s}")
                .forEach(values -> {
                    Manifests each = Chart.render(values);
                    Properties settings = configuration(each);
                    Duration grace = duration(settings, "homogeneity.shutdown-grace");
                    Duration jobs = duration(settings, "db-scheduler.shutdown-max-wait");
                    assertThat(jobs).isGreaterThan(grace);
                    List<String> preStop = each.container()
                            .getLifecycle()
                            .getPreStop()
                            .getExec()
                            .getCommand();
                    assertThat(preStop).hasSize(2).startsWith("sleep");
                    Duration longest = Duration.ofSeconds(Long.parseLong(preStop.getLast()))
                            .plus(duration(APPLICATION, "spring.lifecycle.timeout-per-shutdown-phase"))
                            .plus(jobs)
                            .plus(Duration.ofSeconds(10)); // BatchExecutor.close
                    assertThat(Duration.ofSeconds(each.pod().getTerminationGracePeriodSeconds()))
                            .isGreaterThan(longest)
                            .isLessThan(longest.plusSeconds(30));
                });
    }

    private static Duration duration(Properties properties, String name) {
        return DurationStyle.detectAndParse(properties.getProperty(name));
    }

    @Test
    @SuppressWarnings("unchecked")
    void chartAndApplicationHaveTheVersionOfTheProject() throws IOException {
        Properties build = new Properties();
        try (InputStream in = getClass().getResourceAsStream("/META-INF/build-info.properties")) {
            build.load(in);
        }
        assertThat((Map<String, Object>) new Yaml().load(Files.readString(Chart.FOLDER.resolve("Chart.yaml"))))
                .containsEntry("appVersion", build.getProperty("build.version"))
                .containsEntry("version", build.getProperty("build.version"))
                .containsEntry("name", build.getProperty("build.artifact"));
        assertThat(manifests.container().getImage()).endsWith(":" + build.getProperty("build.version"));
    }

    @Test
    void theDashboardIsTheFileToTheByte() throws IOException {
        ConfigMap dashboard = manifests
                .of(ConfigMap.class)
                .filter(map -> Chart.nameOf(map).endsWith("-dashboard"))
                .findFirst()
                .orElseThrow();
        assertThat(dashboard.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
        assertThat(dashboard.getMetadata().getAnnotations()).containsEntry("grafana_folder", "Genotyping");
        assertThat(dashboard.getData())
                .containsOnlyKeys("chi2-homogeneity.json")
                .containsEntry(
                        "chi2-homogeneity.json",
                        Files.readString(Chart.FOLDER.resolve("dashboards/chi2-homogeneity.json")));
    }

    @Test
    void theRulesAreThoseOfTheFile() throws IOException {
        PrometheusRule rule = manifests.only(PrometheusRule.class);
        assertThat(rule.getMetadata().getLabels()).containsEntry("release", "prometheus");
        Object ofFile = new Yaml().load(Files.readString(Chart.FOLDER.resolve("rules/chi2-homogeneity.rules.yaml")));
        Object rendered = new com.fasterxml.jackson.databind.ObjectMapper().convertValue(rule.getSpec(), Object.class);
        assertThat(rendered).isEqualTo(ofFile);
        assertThat(rule.getSpec().getGroups().getFirst().getRules()).hasSizeGreaterThan(8);
    }

    /** The alerts find the service by the name of its job, which the operator takes from the Service. */
    @Test
    void theAlertOfAReplicaThatIsDownFindsTheServiceByItsName() {
        Matcher job = Pattern.compile("job=~\"([^\"]+)\"")
                .matcher(manifests
                        .only(PrometheusRule.class)
                        .getSpec()
                        .getGroups()
                        .getFirst()
                        .getRules()
                        .getFirst()
                        .getExpr()
                        .getStrVal());
        assertThat(job.find()).isTrue();
        assertThat(Chart.nameOf(manifests.deployment())).matches(job.group(1));
    }

    @Test
    void theTestPodIsAHookOfHelmTest() throws IOException {
        assertThat(Files.readString(Chart.FOLDER.resolve("templates/tests/submit.yaml")))
                .contains("    helm.sh/hook: test\n");
        assertThat(manifests.only(Pod.class).getSpec().getRestartPolicy()).isEqualTo("Never");
    }
}

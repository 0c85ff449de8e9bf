package org.genoqc.homogeneity.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.genoqc.homogeneity.HomogeneityApplication;
import org.genoqc.homogeneity.access.KeysFile;
import org.genoqc.homogeneity.access.Role;
import org.genoqc.homogeneity.harness.JobClient;
import org.genoqc.homogeneity.harness.JobClient.Answer;
import org.genoqc.homogeneity.harness.JobClient.Form;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.harness.TestData;
import org.genoqc.homogeneity.security.Issuer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Who may do what: each endpoint, for each role, with a job of one's own and one of another, in each mode. An endpoint of
 * openapi.yaml or of a controller that has no line in the table fails.
 */
@OneAtATime
class AccessMatrixTests {

    /** What an endpoint needs. */
    private enum Rule {
        /** Everyone. */
        OPEN,
        /** A role, and to see the job where there is one. */
        SEE,
        SUBMIT,
        /** To be its submitter, or an operator. */
        CHANGE,
        OPERATE
    }

    /** The whole of it. */
    private static final Map<String, Rule> TABLE = Map.ofEntries(
            Map.entry("POST /jobs", Rule.SUBMIT),
            Map.entry("GET /jobs", Rule.SEE),
            Map.entry("GET /jobs/{id}", Rule.SEE),
            Map.entry("DELETE /jobs/{id}", Rule.CHANGE),
            Map.entry("GET /jobs/{id}/progress", Rule.SEE),
            Map.entry("GET /jobs/{id}/batches", Rule.SEE),
            Map.entry("GET /jobs/{id}/result", Rule.SEE),
            Map.entry("GET /jobs/{id}/probesets", Rule.SEE),
            Map.entry("GET /jobs/{id}/counts", Rule.SEE),
            Map.entry("GET /jobs/{id}/summary", Rule.SEE),
            Map.entry("GET /jobs/{id}/figures", Rule.SEE),
            Map.entry("GET /jobs/{id}/report.html", Rule.SEE),
            Map.entry("GET /jobs/{id}/findings", Rule.SEE),
            Map.entry("GET /jobs/{id}/genotyping-batches", Rule.SEE),
            Map.entry("GET /jobs/{id}/exclusions", Rule.SEE),
            Map.entry("GET /jobs/{id}/comparison/{other}", Rule.SEE),
            Map.entry("GET /", Rule.OPEN),
            Map.entry("GET /docs", Rule.OPEN),
            Map.entry("GET /openapi.yaml", Rule.OPEN),
            Map.entry("GET /page/parameters.json", Rule.OPEN),
            Map.entry("GET /page/app.js", Rule.OPEN),
            Map.entry("GET /page/shared/charts.js", Rule.OPEN),
            Map.entry("GET /actuator/health", Rule.OPEN),
            Map.entry("GET /actuator/health/**", Rule.OPEN),
            Map.entry("GET /actuator/info", Rule.OPERATE),
            Map.entry("GET /actuator/batches", Rule.OPERATE),
            Map.entry("GET /actuator/metrics", Rule.OPERATE),
            Map.entry("GET /actuator/metrics/{requiredMetricName}", Rule.OPERATE),
            Map.entry("GET /actuator/prometheus", Rule.OPERATE));

    /** Whoever may be asking. */
    private enum Asking {
        NOBODY,
        WITHOUT_ROLE,
        SUBMITTER,
        VIEWER,
        OPERATOR
    }

    /** The id of no job. */
    private static final String NONE = "00000000-0000-4000-8000-000000000000";

    @TempDir
    private Path folder;

    private static int expected(Rule rule, Asking asking, boolean isOwn) {
        if (rule == Rule.OPEN) {
            return 200;
        }
        return switch (asking) {
            case NOBODY -> 401;
            case WITHOUT_ROLE -> 403;
            case SUBMITTER -> rule == Rule.OPERATE ? 403 : isOwn || rule == Rule.SUBMIT ? 200 : 404;
            case VIEWER -> rule == Rule.SEE ? 200 : 403;
            case OPERATOR -> 200;
        };
    }

    /** A service, and a client of each who asks; who has none can't be there. */
    private record Guarded(ConfigurableApplicationContext service, Map<Asking, JobClient> clients, JobClient bert)
            implements AutoCloseable {

        JobClient of(Asking asking) {
            return Objects.requireNonNull(clients.get(asking), asking::name);
        }

        /** A job that is complete. */
        static String submitted(JobClient by) {
            String id = by.submit(tiny());
            by.awaitResult(id);
            return id;
        }

        @Override
        public void close() {
            clients.values().forEach(JobClient::close);
            bert.close();
            service.close();
        }
    }

    private static Form tiny() {
        return new Form()
                .file(TestData.resource("malformed/clean/base.tsv"))
                .field("n_simulations", 20)
                .field("findings_alpha", 0.05);
    }

    private Guarded start(Map<Asking, String> keys, @Nullable String bert, String... settings) {
        ConfigurableApplicationContext service = SpringApplication.run(
                HomogeneityApplication.class,
                Stream.concat(
                                Stream.of("--server.port=0", "--homogeneity.data-dir=" + folder.resolve("data")),
                                Stream.of(settings))
                        .toArray(String[]::new));
        int port = ((WebServerApplicationContext) service).getWebServer().getPort();
        Map<Asking, JobClient> clients = new EnumMap<>(Asking.class);
        clients.put(Asking.NOBODY, new JobClient(port));
        keys.forEach((asking, key) -> clients.put(asking, new JobClient(port, key)));
        return new Guarded(service, clients, new JobClient(port, bert));
    }

    private Guarded withKeys() throws IOException {
        KeysFile file = new KeysFile(folder.resolve("keys"));
        Map<Asking, String> keys = new EnumMap<>(Asking.class);
        for (Role role : Role.values()) {
            keys.put(Asking.valueOf(role.name()), file.create(role.label(), Set.of(role), Instant.now()));
        }
        return start(
                keys,
                file.create("bert", Set.of(Role.SUBMITTER), Instant.now()),
                "--homogeneity.security.mode=api-key",
                "--homogeneity.security.keys-file=" + file.path());
    }

    private Guarded withTokens(Issuer issuer) {
        Map<Asking, String> tokens = new EnumMap<>(Asking.class);
        tokens.put(Asking.WITHOUT_ROLE, issuer.token("anna"));
        for (Role role : Role.values()) {
            tokens.put(Asking.valueOf(role.name()), issuer.token(role.label(), role.label()));
        }
        return start(tokens, issuer.token("bert", "submitter"), issuer.settings());
    }

    @Test
    void byKeys() throws IOException {
        try (Guarded service = withKeys()) {
            theTableHolds(service);
        }
    }

    @Test
    void byTokens() throws IOException {
        try (Issuer issuer = new Issuer();
                Guarded service = withTokens(issuer)) {
            theTableHolds(service);
        }
    }

    @Test
    void theActuatorOnAPortOfItsOwnHasTheSameRules() throws IOException {
        KeysFile keys = new KeysFile(folder.resolve("keys"));
        String viewer = keys.create("vera", Set.of(Role.VIEWER), Instant.now());
        String operator = keys.create("oskar", Set.of(Role.OPERATOR), Instant.now());
        try (ConfigurableApplicationContext service = SpringApplication.run(
                HomogeneityApplication.class,
                "--server.port=0",
                "--management.server.port=0",
                "--homogeneity.data-dir=" + folder.resolve("data"),
                "--homogeneity.security.mode=api-key",
                "--homogeneity.security.keys-file=" + keys.path())) {
            int port = service.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
            try (JobClient of = new JobClient(port);
                    JobClient ofViewer = new JobClient(port, viewer);
                    JobClient ofOperator = new JobClient(port, operator)) {
                for (String path : List.of("/actuator/prometheus", "/actuator/batches", "/actuator/info")) {
                    assertThat(of.get(path).status()).as(path).isEqualTo(401);
                    assertThat(ofViewer.get(path).status()).as(path).isEqualTo(403);
                    assertThat(ofOperator.get(path).status()).as(path).isEqualTo(200);
                }
                assertThat(of.get("/actuator/health").json().has("components")).isFalse();
                assertThat(ofOperator.get("/actuator/health").json().has("components"))
                        .isTrue();
            }
        }
    }

    @Test
    void withoutAuthenticationEveryoneOnThisMachineMayDoAll() {
        try (Guarded service = start(Map.of(), null)) {
            JobClient client = service.of(Asking.NOBODY);
            String job = Guarded.submitted(client);
            assertThat(client.job(job).get("owner").asString()).isEqualTo("anonymous");
            TABLE.forEach((endpoint, rule) -> {
                if (rule != Rule.SUBMIT && rule != Rule.CHANGE) {
                    assertThat(ask(client, endpoint, job, job).status())
                            .as(endpoint)
                            .isEqualTo(200);
                }
            });
            anotherSiteChangesNothing(client, job);
            assertThat(client.delete("/jobs/" + job).status()).isEqualTo(204);
        }
    }

    /** It has a browser on this machine send what it likes, but for the header that browsers set. */
    private static void anotherSiteChangesNothing(JobClient client, String job) {
        for (String endpoint : List.of("POST /jobs", "DELETE /jobs/" + job, "GET /actuator/batches")) {
            String[] parts = endpoint.split(" ");
            assertThat(client.send(parts[0], parts[1], BodyPublishers.noBody(), "Sec-Fetch-Site", "cross-site")
                            .status())
                    .as(endpoint)
                    .isEqualTo(403);
        }
        assertThat(client.get("/jobs/" + job, "Sec-Fetch-Site", "cross-site").status())
                .isEqualTo(200);
    }

    private static Answer ask(JobClient client, String endpoint, String id, String other) {
        String[] parts = endpoint.split(" ", 2);
        String path = parts[1].replace("{id}", id)
                .replace("{other}", other)
                .replace("{requiredMetricName}", "jvm.memory.used")
                .replace("**", "readiness");
        return client.send(
                parts[0], path.endsWith("/counts") ? path + "?probeset_id=PS001" : path, BodyPublishers.noBody());
    }

    private void theTableHolds(Guarded service) {
        everyEndpointHasALine(service);
        String another = Guarded.submitted(service.bert);
        service.clients.forEach((asking, client) -> {
            List<String> own = asking == Asking.SUBMITTER || asking == Asking.OPERATOR
                    ? List.of(Guarded.submitted(client))
                    : List.of();
            TABLE.forEach((endpoint, rule) -> {
                own.forEach(job -> check(asking, client, endpoint, rule, job, true));
                check(asking, client, endpoint, rule, another, false);
            });
            own.forEach(job -> {
                int ofBoth = asking == Asking.OPERATOR ? 200 : 404;
                assertThat(client.get("/jobs/" + job + "/comparison/" + another).status())
                        .isEqualTo(ofBoth);
                assertThat(client.get("/jobs/" + another + "/comparison/" + job).status())
                        .isEqualTo(ofBoth);
            });
            onlyWhatMayBeSeenIsListed(asking, client, own, another);
        });
        changesAreRefusedAndMade(service, another);
    }

    private static void check(Asking asking, JobClient client, String endpoint, Rule rule, String job, boolean isOwn) {
        if (rule == Rule.CHANGE) {
            // tried at the end, since there is no job left then
            return;
        }
        int expected = expected(rule, asking, isOwn || !endpoint.contains("{id}"));
        if (rule == Rule.SUBMIT) {
            // without a file, which who may submit is told
            assertThat(client.post(new Form().field("n_simulations", 20)).status())
                    .as("%s %s", asking, endpoint)
                    .isEqualTo(expected == 200 ? 400 : expected);
            return;
        }
        Answer answer = ask(client, endpoint, job, job);
        assertThat(answer.status())
                .as("%s %s of %s", asking, endpoint, isOwn ? "their own" : "another")
                .isEqualTo(expected);
        if (expected == 404) {
            Answer ofNone = ask(client, endpoint, NONE, NONE);
            assertThat(answer.text().replace(job, NONE)).isEqualTo(ofNone.text());
            assertThat(answer.headers().map().keySet())
                    .isEqualTo(ofNone.headers().map().keySet());
        }
    }

    private static void onlyWhatMayBeSeenIsListed(Asking asking, JobClient client, List<String> own, String another) {
        Answer list = client.get("/jobs?limit=1000");
        if (list.status() == 200) {
            List<String> ids = list.json()
                    .get("jobs")
                    .valueStream()
                    .map(job -> job.get("id").asString())
                    .toList();
            assertThat(ids).containsAll(own);
            assertThat(ids.contains(another)).as("%s", asking).isEqualTo(asking != Asking.SUBMITTER);
        }
    }

    private static void changesAreRefusedAndMade(Guarded service, String another) {
        service.clients.forEach((asking, client) -> {
            if (asking != Asking.OPERATOR) {
                assertThat(client.delete("/jobs/" + another).status())
                        .as("%s", asking)
                        .isEqualTo(expected(Rule.CHANGE, asking, false));
            }
        });
        JobClient submitter = service.of(Asking.SUBMITTER);
        assertThat(submitter.delete("/jobs/" + Guarded.submitted(submitter)).status())
                .isEqualTo(204);
        JobClient operator = service.of(Asking.OPERATOR);
        assertThat(operator.job(another).get("owner").asString()).isEqualTo("bert");
        assertThat(operator.delete("/jobs/" + another).status()).isEqualTo(204);
    }

    private static void everyEndpointHasALine(Guarded service) {
        Set<String> there = new TreeSet<>();
        new OpenAPIV3Parser().readContents(openApi()).getOpenAPI().getPaths().forEach((path, item) -> {
            for (PathItem.HttpMethod method : item.readOperationsMap().keySet()) {
                there.add(method + " " + path);
            }
        });
        service.service
                .getBeansOfType(RequestMappingInfoHandlerMapping.class)
                .values()
                .forEach(mapping -> mapping.getHandlerMethods()
                        .keySet()
                        .forEach(of -> methodsAndPaths(of).forEach(there::add)));
        // asked by Tomcat alone, for what failed; who asks for it by name is answered as for any path that is none
        there.remove("GET /error");
        assertThat(TABLE.keySet()).containsAll(there);
    }

    private static Stream<String> methodsAndPaths(RequestMappingInfo mapping) {
        List<String> methods = mapping.getMethodsCondition().getMethods().isEmpty()
                ? List.of("GET")
                : mapping.getMethodsCondition().getMethods().stream()
                        .map(Enum::name)
                        .toList();
        return mapping.getPatternValues().stream()
                .flatMap(path -> methods.stream().map(method -> method + " " + path));
    }

    private static String openApi() {
        try {
            return Files.readString(Path.of("openapi.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

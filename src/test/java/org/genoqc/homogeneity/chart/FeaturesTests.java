package org.genoqc.homogeneity.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What single values do. */
class FeaturesTests {

    @Test
    void byDefaultOneReplicaRunsOnH2WithAClaimThatOutlivesTheRelease() {
        Manifests manifests = Chart.render("");
        assertThat(manifests.deployment().getSpec().getReplicas()).isEqualTo(1);
        assertThat(manifests.configuration()).doesNotContain("datasource");
        PersistentVolumeClaim claim = manifests.only(PersistentVolumeClaim.class);
        assertThat(claim.getMetadata().getAnnotations()).containsEntry("helm.sh/resource-policy", "keep");
        assertThat(claim.getSpec().getAccessModes()).containsExactly("ReadWriteOnce");
        assertThat(claim.getSpec().getResources().getRequests()).containsEntry("storage", new Quantity("50Gi"));
        assertThat(manifests.all())
                .noneMatch(object -> object instanceof Ingress
                        || object instanceof ServiceMonitor
                        || object instanceof PrometheusRule
                        || object instanceof Secret
                        || object instanceof PodDisruptionBudget);
    }

    @Test
    void theOldReplicaEndsBeforeTheNewOneStartsUnlessTheyCanShareDatabaseAndVolume() {
        assertThat(strategy("").getType()).isEqualTo("Recreate");
        assertThat(strategy(Combinations.POSTGRESQL).getType()).isEqualTo("Recreate");
        assertThat(strategy("persistence: {accessMode: ReadWriteMany}").getType())
                .isEqualTo("Recreate");
        DeploymentStrategy rolling = strategy(Combinations.REPLICAS);
        assertThat(rolling.getType()).isEqualTo("RollingUpdate");
        assertThat(rolling.getRollingUpdate().getMaxUnavailable().getIntVal()).isZero();
    }

    private static DeploymentStrategy strategy(String values) {
        return Chart.render(values).deployment().getSpec().getStrategy();
    }

    @Test
    void theDatabaseIsReachedWithTheCredentialsOfTheSecret() {
        Manifests own = Chart.render("""
            postgresql: {host: pg.svc, port: 5433, database: qc, parameters: sslmode=require, username: ann,
                         password: 'a"b: c'}
            """);
        assertThat(own.configuration()).contains("url: \"jdbc:postgresql://pg.svc:5433/qc?sslmode=require\"");
        assertThat(own.only(Secret.class).getData())
                .containsEntry("username", base64("ann"))
                .containsEntry("password", base64("a\"b: c"));

        Manifests existing = Chart.render(Combinations.POSTGRESQL);
        assertThat(existing.configuration())
                .contains("url: \"jdbc:postgresql://postgresql.databases.svc:5432/homogeneity\"");
        assertThat(existing.of(Secret.class)).isEmpty();
        assertThat(variable(existing, "SPRING_DATASOURCE_PASSWORD")
                        .orElseThrow()
                        .getValueFrom()
                        .getSecretKeyRef())
                .satisfies(key -> {
                    assertThat(key.getName()).isEqualTo("homogeneity-database");
                    assertThat(key.getKey()).isEqualTo("password");
                });
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<EnvVar> variable(Manifests manifests, String name) {
        return manifests.container().getEnv().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst();
    }

    /** Kubernetes rounds up to the divisor, and gives the cores of the node where there is no limit. */
    @Test
    void theWorkersFollowTheLimitOfCoresUnlessTheyAreSet() {
        Manifests following = Chart.render("resources: {limits: {cpu: 1500m}}");
        ResourceFieldSelector source = variable(following, "HOMOGENEITY_EXECUTOR_WORKERS")
                .orElseThrow()
                .getValueFrom()
                .getResourceFieldRef();
        assertThat(source.getResource()).isEqualTo("limits.cpu");
        assertThat(source.getDivisor()).isEqualTo(new Quantity("1"));
        assertThat(source.getContainerName()).isNull();
        assertThat(following.container().getResources().getLimits()).containsEntry("cpu", new Quantity("1500m"));

        Manifests set = Chart.render("homogeneity: {executor: {workers: 3}}");
        assertThat(variable(set, "HOMOGENEITY_EXECUTOR_WORKERS")).isEmpty();
        assertThat(set.configuration()).contains("workers: 3");
    }

    @Test
    void aReplicaIsNamedLikeItsPod() {
        assertThat(variable(Chart.render(""), "HOMOGENEITY_INSTANCE")
                        .orElseThrow()
                        .getValueFrom()
                        .getFieldRef()
                        .getFieldPath())
                .isEqualTo("metadata.name");
    }

    @Test
    void theSettingsOfTheServiceAreInItsConfigurationFile() {
        Map<String, Map<String, Object>> file =
                new Yaml().load(Chart.render("""
                    homogeneity:
                      maxUploadSize: 5GB
                      minFreeSpace: 1GB
                      maxDataSize: 40GB
                      orphanAge: 30m
                      shutdownGrace: 45s
                      executor: {workers: 3, queueCapacity: 8}
                      jobs: {concurrent: 2, concurrentSmall: 3, maxQueued: 2000000, maxDeaths: 5, retention: 7d}
                      progress: {maxStreams: 50, heartbeat: 5s}
                      limits:
                        rows: 2000000000
                        probesets: 3000000
                        genotypingBatches: 4000
                        fields: 5000
                        unpackedSize: 6GB
                        compressionRatio: 70
                        simulations: 8000000000000
                        jobsOfPrincipal: 9
                        bytesOfPrincipal: 10GB
                        simulationsOfPrincipal: 11000000000000
                        requestsPerMinute: 12000
                        requestsAtOnce: 1300
                        streamsOfPrincipal: 14
                        minUploadRate: 15KB
                        uploadGrace: 16s
                    """).configuration());
        assertThat(file.get("homogeneity").remove("engine")).isEqualTo("local");
        assertThat(file.get("homogeneity"))
                .isEqualTo(Map.of(
                        "max-upload-size",
                        "5GB",
                        "min-free-space",
                        "1GB",
                        "max-data-size",
                        "40GB",
                        "orphan-age",
                        "30m",
                        "shutdown-grace",
                        "45s",
                        "executor",
                        Map.of("workers", 3, "queue-capacity", 8),
                        "jobs",
                        Map.of(
                                "concurrent",
                                2,
                                "concurrent-small",
                                3,
                                "max-queued",
                                2_000_000,
                                "max-deaths",
                                5,
                                "retention",
                                "7d"),
                        "progress",
                        Map.of("max-streams", 50, "heartbeat", "5s"),
                        "limits",
                        Map.ofEntries(
                                Map.entry("rows", 2_000_000_000),
                                Map.entry("probesets", 3_000_000),
                                Map.entry("genotyping-batches", 4000),
                                Map.entry("fields", 5000),
                                Map.entry("unpacked-size", "6GB"),
                                Map.entry("compression-ratio", 70),
                                Map.entry("simulations", 8_000_000_000_000L),
                                Map.entry("jobs-of-principal", 9),
                                Map.entry("bytes-of-principal", "10GB"),
                                Map.entry("simulations-of-principal", 11_000_000_000_000L),
                                Map.entry("requests-per-minute", 12_000),
                                Map.entry("requests-at-once", 1300),
                                Map.entry("streams-of-principal", 14),
                                Map.entry("min-upload-rate", "15KB"),
                                Map.entry("upload-grace", "16s")),
                        "security",
                        Map.of("mode", "api-key", "allow-anonymous", false)));
    }

    @Test
    void aSparkClusterIsInTheConfigurationWhereThereIsOne() {
        Map<String, Map<String, Object>> file =
                new Yaml().load(Chart.render("""
                    homogeneity:
                      engine: auto
                      spark:
                        master: http://spark:6066
                        jobJar: /opt/job.jar
                        fromSize: 3GB
                        executorMemory: 8GB
                        properties: {spark.cores.max: "200"}
                    """).configuration());
        assertThat(file.get("homogeneity").get("engine")).isEqualTo("auto");
        assertThat(file.get("homogeneity").get("spark"))
                .isEqualTo(Map.of(
                        "master",
                        "http://spark:6066",
                        "job-jar",
                        "/opt/job.jar",
                        "from-size",
                        "3GB",
                        "driver-memory",
                        "2GB",
                        "executor-memory",
                        "8GB",
                        "retry",
                        "10s",
                        "properties",
                        Map.of("[spark.cores.max]", "200")));
    }

    @Test
    void keysAreOfTheVolumeOrOfASecretThatTheServiceReadsAgain() {
        Manifests onTheVolume = Chart.render("");
        assertThat(onTheVolume.configuration()).contains("mode: api-key").doesNotContain("keys-file");
        assertThat(Chart.notes(""))
                .contains(
                        "kubectl --namespace lab exec deployment/qc-chi2-homogeneity -- java -jar"
                                + " /app/chi2-homogeneity.jar key create anna --role submitter",
                        "curl -s -H \"Authorization: Bearer $HOMOGENEITY_KEY\" $JOB/progress");

        String values = "homogeneity: {security: {existingSecret: homogeneity-keys}}";
        Manifests ofASecret = Chart.render(values);
        VolumeMount mount = ofASecret.container().getVolumeMounts().stream()
                .filter(each -> each.getName().equals("keys"))
                .findFirst()
                .orElseThrow();
        assertThat(ofASecret.configuration()).contains("keys-file: " + mount.getMountPath() + "/keys");
        // a file that is mounted by itself is never changed
        assertThat(mount.getSubPath()).isNull();
        assertThat(ofASecret.pod().getVolumes())
                .filteredOn(volume -> volume.getName().equals("keys"))
                .singleElement()
                .satisfies(volume -> {
                    assertThat(volume.getSecret().getSecretName()).isEqualTo("homogeneity-keys");
                    assertThat(volume.getSecret().getDefaultMode()).isEqualTo(0440);
                });
        assertThat(Chart.notes(values)).contains("create secret generic homogeneity-keys --from-file=keys");
    }

    @Test
    void theIssuerIsInTheConfiguration() {
        Map<String, Map<String, Map<String, Object>>> file =
                new Yaml().load(Chart.render("""
                    homogeneity:
                      security: {mode: oauth2, oauth2: {issuerUri: "https://login.example.org", audience: qc}}
                    networkPolicy: {enabled: false}
                    """).configuration());
        assertThat(file.get("homogeneity").get("security"))
                .isEqualTo(Map.of(
                        "mode",
                        "oauth2",
                        "allow-anonymous",
                        false,
                        "oauth2",
                        Map.of("issuer-uri", "https://login.example.org", "audience", "qc", "role-claim", "roles")));
    }

    @Test
    void prometheusAndTheTestHaveKeysOfTheirOwn() {
        Manifests manifests = Chart.render(Combinations.MONITORED + "test: {keySecret: homogeneity-test}");
        assertThat(manifests
                        .only(ServiceMonitor.class)
                        .getSpec()
                        .getEndpoints()
                        .getFirst()
                        .getAuthorization())
                .satisfies(authorization -> {
                    assertThat(authorization.getType()).isEqualTo("Bearer");
                    assertThat(authorization.getCredentials().getName()).isEqualTo("homogeneity-metrics");
                });
        assertThat(manifests.testContainer().getEnv())
                .filteredOn(variable -> variable.getName().equals("HOMOGENEITY_KEY"))
                .singleElement()
                .satisfies(variable -> assertThat(
                                variable.getValueFrom().getSecretKeyRef().getName())
                        .isEqualTo("homogeneity-test"));
        assertThat(manifests.testContainer().getArgs().getFirst())
                .contains(" submit ")
                .doesNotContain("needs a key");
        assertThat(Chart.render("").testContainer().getArgs().getFirst())
                .contains("needs a key")
                .doesNotContain(" submit ");
    }

    @Test
    void aChangeOfSettingsOrCredentialsRestartsTheReplicasAndNothingElseDoes() {
        assertThat(template("homogeneity: {jobs: {retention: 7d}}")).isNotEqualTo(template(""));
        assertThat(template("postgresql: {host: pg, username: qc, password: new}"))
                .isNotEqualTo(template("postgresql: {host: pg, username: qc, password: old}"));
        assertThat(template("replicas: 0\n" + Combinations.MONITORED)).isEqualTo(template(""));
    }

    private static Object template(String values) {
        return Chart.render(values).deployment().getSpec().getTemplate();
    }

    @Test
    void thePodRunsAsTheUserOfTheImageUnlessThePlatformAssignsOne() {
        assertThat(Chart.render("").pod().getSecurityContext()).satisfies(context -> {
            assertThat(context.getRunAsUser()).isEqualTo(10001);
            assertThat(context.getRunAsGroup()).isEqualTo(10001);
            assertThat(context.getFsGroup()).isEqualTo(10001);
        });
        assertThat(Chart.render("runAsUser: null").pod().getSecurityContext()).satisfies(context -> {
            assertThat(context.getRunAsUser()).isNull();
            assertThat(context.getFsGroup()).isNull();
        });
        assertThat(Chart.render("runAsUser: 1000650000")
                        .pod()
                        .getSecurityContext()
                        .getRunAsUser())
                .isEqualTo(1_000_650_000);
    }

    @Test
    void anIngressServesTheHostWithItsCertificate() {
        Ingress ingress = Chart.render("""
            ingress: {enabled: true, className: nginx, host: qc.example.org, tlsSecret: qc-tls}
            networkPolicy: {enabled: false}
            """).only(Ingress.class);
        assertThat(ingress.getSpec().getIngressClassName()).isEqualTo("nginx");
        assertThat(ingress.getSpec().getTls()).singleElement().satisfies(tls -> {
            assertThat(tls.getHosts()).containsExactly("qc.example.org");
            assertThat(tls.getSecretName()).isEqualTo("qc-tls");
        });
        assertThat(ingress.getSpec().getRules()).singleElement().satisfies(rule -> {
            assertThat(rule.getHost()).isEqualTo("qc.example.org");
            assertThat(rule.getHttp().getPaths())
                    .singleElement()
                    .satisfies(path -> assertThat(path.getPath()).isEqualTo("/"));
        });
    }

    @Test
    void onlyTheNamespaceReachesTheServiceAndTheServiceOnlyItsDatabase() {
        NetworkPolicySpec onH2 = Chart.render("").only(NetworkPolicy.class).getSpec();
        assertThat(onH2.getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(onH2.getIngress())
                .singleElement()
                .satisfies(rule -> assertThat(rule.getFrom()).singleElement().satisfies(peer -> {
                    assertThat(peer.getNamespaceSelector()).isNull();
                    assertThat(peer.getIpBlock()).isNull();
                }));
        assertThat(onH2.getEgress()).isEmpty();

        NetworkPolicySpec onPostgres = Chart.render(Combinations.POSTGRESQL + Combinations.MONITORED)
                .only(NetworkPolicy.class)
                .getSpec();
        assertThat(onPostgres.getEgress())
                .singleElement()
                .satisfies(rule -> assertThat(rule.getPorts())
                        .extracting(port -> port.getPort().getIntVal())
                        .containsExactly(53, 53, 5432));
        assertThat(onPostgres.getIngress().getFirst().getFrom()).hasSize(2);
    }

    @Test
    void oneOfSeveralReplicasAtMostIsMissingDuringADrain() {
        assertThat(Chart.render(Combinations.REPLICAS)
                        .only(PodDisruptionBudget.class)
                        .getSpec()
                        .getMaxUnavailable()
                        .getIntVal())
                .isEqualTo(1);
        assertThat(Chart.render(Combinations.REPLICAS + "podDisruptionBudget: {enabled: false}")
                        .of(PodDisruptionBudget.class))
                .isEmpty();
    }

    @Test
    void whatIsGivenForThePodsIsOnThem() {
        Manifests manifests = Chart.render("""
            image: {repository: registry.example.org/qc, tag: 9.9.9}
            imagePullSecrets: [{name: registry-login}]
            service: {type: NodePort, port: 80}
            networkPolicy: {from: [{ipBlock: {cidr: 10.0.0.0/8}}]}
            serviceAccount: {create: false, name: plates}
            podLabels: {team: genotyping}
            podAnnotations: {note: x}
            nodeSelector: {disk: ssd}
            tolerations: [{key: genotyping, operator: Exists}]
            extraEnv: [{name: JAVA_TOOL_OPTIONS, value: -Xlog:gc}]
            """);
        assertThat(manifests.container().getImage())
                .isEqualTo("registry.example.org/qc:9.9.9")
                .isEqualTo(manifests.testContainer().getImage());
        assertThat(manifests.pod().getImagePullSecrets())
                .extracting(LocalObjectReference::getName)
                .containsExactly("registry-login");
        assertThat(manifests.only(Service.class).getSpec().getType()).isEqualTo("NodePort");
        assertThat(manifests.testContainer().getEnv().getFirst().getValue()).isEqualTo("http://qc-chi2-homogeneity:80");
        assertThat(manifests.of(ServiceAccount.class)).isEmpty();
        assertThat(manifests.pod().getServiceAccountName()).isEqualTo("plates");
        assertThat(manifests.deployment().getSpec().getTemplate().getMetadata()).satisfies(metadata -> {
            assertThat(metadata.getLabels()).containsEntry("team", "genotyping");
            assertThat(metadata.getAnnotations()).containsEntry("note", "x");
        });
        assertThat(manifests.pod().getNodeSelector())
                .isEqualTo(Map.of("disk", "ssd"))
                .isEqualTo(manifests.only(Pod.class).getSpec().getNodeSelector());
        assertThat(manifests.pod().getTolerations()).hasSize(1);
        assertThat(variable(manifests, "JAVA_TOOL_OPTIONS").orElseThrow().getValue())
                .isEqualTo("-Xlog:gc");
    }

    @Test
    void theNotesHaveTheCommandsOfThisRelease() {
        assertThat(Chart.notes("service: {port: 80}"))
                .contains(
                        "1 replica(s) on H2",
                        "kubectl --namespace lab rollout status deployment/qc-chi2-homogeneity",
                        "helm test qc --namespace lab",
                        "kubectl --namespace lab port-forward service/qc-chi2-homogeneity 8080:80 &",
                        "SERVICE=http://localhost:8080",
                        "-F file=@counts.tsv $SERVICE/jobs");
        assertThat(Chart.notes("""
            ingress: {enabled: true, host: qc.example.org, tlsSecret: qc-tls}
            networkPolicy: {enabled: false}
            """ + Combinations.REPLICAS))
                .contains("3 replica(s) on PostgreSQL at postgresql.databases.svc", "SERVICE=https://qc.example.org")
                .doesNotContain("port-forward");
        assertThat(Chart.notes("persistence: {enabled: false}")).contains("all jobs are lost when the pod ends");
    }

    /** A probe of the test itself: the types alone would take any field. */
    @Test
    void aFieldThatKubernetesDoesNotHaveWouldFailTheseTests() {
        Map<String, Object> service = Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Service",
                "spec",
                Map.of("ports", List.of(Map.of("port", 80, "targetport", "http"))));
        assertThatThrownBy(() -> Manifests.typed(service)).hasMessageContaining("targetport");
    }
}

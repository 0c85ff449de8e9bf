package org.genoqc.homogeneity.chart;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the chart does not install, and what it says then. */
class RefusalsTests {

    /** Each value is fine by itself. */
    static List<Arguments> whatDoesNotGoTogether() {
        return List.of(
                refused(
                        "two replicas on H2",
                        """
                        replicas: 2
                        persistence: {accessMode: ReadWriteMany}
                        """,
                        "replicas is 2, but the H2 database takes one replica: set postgresql.host"),
                refused(
                        "two replicas on a volume of one node",
                        "replicas: 2\n" + Combinations.POSTGRESQL,
                        "replicas is 2, but they can't share the volume: set persistence.enabled to true and "
                                + "persistence.accessMode to ReadWriteMany"),
                refused(
                        "three replicas on a volume of one pod",
                        """
                            replicas: 3
                            persistence: {accessMode: ReadWriteOncePod, existingClaim: plates}
                            """ + Combinations.POSTGRESQL,
                        "replicas is 3, but they can't share the volume"),
                refused(
                        "two replicas without a volume",
                        """
                            replicas: 2
                            persistence: {enabled: false, accessMode: ReadWriteMany}
                            """ + Combinations.POSTGRESQL,
                        "replicas is 2, but they can't share the volume"),
                refused(
                        "PostgreSQL without a volume",
                        "persistence: {enabled: false}\n" + Combinations.POSTGRESQL,
                        "Jobs in PostgreSQL need the volume with their files: set persistence.enabled to true"),
                refused(
                        "a claim that would not be used",
                        "persistence: {enabled: false, existingClaim: plates}",
                        "persistence.existingClaim is set, but would not be used"),
                refused(
                        "PostgreSQL without credentials",
                        "postgresql: {host: pg}",
                        "postgresql.host is set without credentials: set postgresql.existingSecret"),
                refused(
                        "PostgreSQL with a user name only",
                        "postgresql: {host: pg, username: qc}",
                        "postgresql.host is set without credentials"),
                refused(
                        "two kinds of credentials",
                        "postgresql: {host: pg, existingSecret: pg, username: qc, password: secret}",
                        "postgresql.existingSecret and postgresql.username or password are both set"),
                refused(
                        "credentials without a server",
                        "postgresql: {existingSecret: pg}",
                        "There are credentials for PostgreSQL, but no server: set postgresql.host"),
                refused(
                        "a cluster that is not named",
                        "homogeneity: {engine: auto}",
                        "homogeneity.engine is auto, but there is no cluster: set homogeneity.spark.master"),
                refused(
                        "a cluster without its job",
                        "homogeneity: {spark: {master: \"http://spark:6066\"}}",
                        "homogeneity.spark.master is set, but not what the cluster runs"),
                refused(
                        "no limit of memory",
                        "resources: {limits: {memory: null}}",
                        "resources.limits.memory is not set"),
                refused("no limits at all", "resources: {limits: null}", "resources.limits.memory is not set"),
                refused("an ingress for every host name", "ingress: {enabled: true}", "set ingress.host"),
                refused(
                        "an ingress behind a closed network policy",
                        """
                        ingress: {enabled: true, host: homogeneity.example.org}
                        """,
                        "The network policy would keep the ingress controller out"),
                refused(
                        "a load balancer behind a closed network policy",
                        "service: {type: LoadBalancer}",
                        "The network policy would keep out what comes through the LoadBalancer"),
                refused(
                        "metrics behind a closed network policy",
                        "serviceMonitor: {enabled: true}",
                        "The network policy would keep Prometheus out"),
                refused(
                        "metrics without a key",
                        "{serviceMonitor: {enabled: true}, networkPolicy: {enabled: false}}",
                        "Prometheus would not be let in: set serviceMonitor.keySecret"),
                refused(
                        "open by oversight",
                        "homogeneity: {security: {mode: none}}",
                        "homogeneity.security.mode is none, so that who reaches the pods can read"),
                refused(
                        "tokens of nobody",
                        "homogeneity: {security: {mode: oauth2}}",
                        "homogeneity.security.mode is oauth2 without an issuer"),
                refused(
                        "tokens of an issuer that is not reached",
                        "homogeneity: {security: {mode: oauth2, oauth2: {issuerUri: 'https://a.example', audience:"
                                + " b}}}",
                        "The network policy would keep the service from the issuer"),
                refused(
                        "keys that would not be used",
                        "homogeneity: {security: {mode: none, allowAnonymous: true, existingSecret: keys}}",
                        "homogeneity.security.existingSecret is set, but would not be used"),
                refused(
                        "another port than the probes have",
                        "extraEnv: [{name: SERVER_PORT, value: '9090'}]",
                        "extraEnv must not set SERVER_PORT, which belongs to the chart"),
                refused(
                        "a setting past its value",
                        "extraEnv: [{name: HOMOGENEITY_SHUTDOWNGRACE, value: 1h}]",
                        "extraEnv must not set HOMOGENEITY_SHUTDOWNGRACE, which belongs to the chart"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatDoesNotGoTogether(String values, String why) {
        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(why);
    }

    /** What the schema refuses, with the path of the value. */
    static List<Arguments> whatIsNoValue() {
        return List.of(
                refused("a value that there is not", "replicaCount: 2", "replicaCount"),
                refused("a setting that there is not", "homogeneity: {maxUploads: 2}", "maxUploads"),
                refused("a number in words", "replicas: two", "replicas"),
                refused("a negative number", "replicas: -1", "replicas"),
                refused("a size without a unit", "homogeneity: {maxUploadSize: 20G}", "maxUploadSize"),
                refused("a time without a unit", "homogeneity: {jobs: {retention: '30'}}", "retention"),
                refused("a grace in minutes", "homogeneity: {shutdownGrace: 1m}", "shutdownGrace"),
                refused("too many jobs at once", "homogeneity: {jobs: {concurrent: 65}}", "concurrent"),
                refused("no worker", "homogeneity: {executor: {workers: 0}}", "workers"),
                refused("an access mode that there is not", "persistence: {accessMode: ReadOnlyMany}", "accessMode"),
                refused("a port that there is not", "postgresql: {port: 70000}", "port"),
                refused("the root user", "runAsUser: 0", "runAsUser"),
                refused("a digest that is none", "image: {digest: sha256:abc}", "digest"),
                refused("a memory that is none", "resources: {limits: {memory: 4GB}}", "memory"),
                refused("a kind of service that there is not", "service: {type: ExternalName}", "type"),
                refused("a switch in words", "ingress: {enabled: 'yes'}", "enabled"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatIsNoValue(String values, String where) {
        assertThatThrownBy(() -> Chart.render(values))
                .hasMessageContaining("values don't meet the specifications")
                .hasMessageContaining(where);
    }

    private static Arguments refused(String name, String values, String message) {
        return arguments(named(name, values), message);
    }
}

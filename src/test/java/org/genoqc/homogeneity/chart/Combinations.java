package org.genoqc.homogeneity.chart;

import static org.junit.jupiter.api.Named.named;

import java.util.List;
import org.junit.jupiter.api.Named;

/** Values that the chart supports together. */
final class Combinations {

    static final String POSTGRESQL = """
        postgresql: {host: postgresql.databases.svc, existingSecret: homogeneity-database}
        """;
    static final String REPLICAS = """
        replicas: 3
        persistence: {accessMode: ReadWriteMany, storageClass: nfs, size: 1Ti}
        """ + POSTGRESQL;
    static final String MONITORED = """
        serviceMonitor: {enabled: true, labels: {release: prometheus}, keySecret: homogeneity-metrics}
        prometheusRule: {enabled: true, labels: {release: prometheus}}
        dashboard: {enabled: true, annotations: {grafana_folder: Genotyping}}
        networkPolicy:
          from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}}]
        """;

    private Combinations() {}

    static List<Named<String>> all() {
        return List.of(
                named("nothing but the defaults", ""),
                named("without a volume, to try it out", "persistence: {enabled: false}"),
                named("a claim that exists", "persistence: {existingClaim: plates}"),
                named(
                        "a claim that goes with the release",
                        "persistence: {keep: false, storageClass: fast, accessMode: ReadWriteOncePod, size: 10Gi}"),
                named("a claim that stays, with annotations", "persistence: {annotations: {backup: daily}}"),
                named("PostgreSQL with an existing secret", POSTGRESQL),
                named("PostgreSQL with user name and password", """
                    postgresql: {host: 10.0.0.7, port: 5433, database: qc, parameters: sslmode=require&ssl=true,
                                 username: qc, password: 'p"a:s $s\\'}
                    """),
                named("PostgreSQL with a secret of other keys", """
                    postgresql: {host: pg, existingSecret: pg-app, usernameKey: user, passwordKey: pass.word}
                    """),
                named("three replicas", REPLICAS),
                named("two replicas on a claim that exists", """
                    replicas: 2
                    persistence: {accessMode: ReadWriteMany, existingClaim: shared}
                    """ + POSTGRESQL),
                named(
                        "three replicas, any of which may be missing",
                        REPLICAS + "podDisruptionBudget: {enabled: false}"),
                named("one replica that can be rolled", """
                    persistence: {accessMode: ReadWriteMany}
                    """ + POSTGRESQL),
                named("stopped, with its data", "replicas: 0"),
                named("all that Prometheus and Grafana need", MONITORED),
                named("three replicas, monitored", REPLICAS + MONITORED),
                named("monitored without a network policy", """
                    networkPolicy: {enabled: false}
                    serviceMonitor: {enabled: true, interval: 1m, scrapeTimeout: 20s, keySecret: metrics}
                    """),
                named("keys of a secret", """
                    homogeneity: {security: {existingSecret: homogeneity-keys}}
                    test: {keySecret: homogeneity-test}
                    """),
                named("tokens of an issuer", """
                    homogeneity:
                      security: {mode: oauth2, oauth2: {issuerUri: "https://login.example.org/realms/lab", audience: qc}}
                    networkPolicy: {extraEgress: [{ports: [{port: 443, protocol: TCP}]}]}
                    """),
                named("open to all that reach it", """
                    homogeneity: {security: {mode: none, allowAnonymous: true}}
                    serviceMonitor: {enabled: true}
                    networkPolicy: {enabled: false}
                    """),
                named("an ingress with TLS", """
                    ingress:
                      enabled: true
                      className: nginx
                      host: homogeneity.example.org
                      tlsSecret: homogeneity-tls
                      annotations: {nginx.ingress.kubernetes.io/proxy-body-size: "0"}
                    networkPolicy:
                      from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}}]
                    """),
                named("a plain ingress without a network policy", """
                    ingress: {enabled: true, host: homogeneity.example.org}
                    networkPolicy: {enabled: false}
                    """),
                named("a load balancer at port 80", """
                    service: {type: LoadBalancer, port: 80, annotations: {internal: "true"}}
                    networkPolicy: {from: [{ipBlock: {cidr: 10.0.0.0/8}}]}
                    """),
                named("more to reach and to mount", """
                    networkPolicy: {extraEgress: [{ports: [{port: 4318, protocol: TCP}]}]}
                    extraVolumes: [{name: ca, secret: {secretName: ca}}]
                    extraVolumeMounts: [{name: ca, mountPath: /etc/ca, readOnly: true}]
                    """),
                named("every setting of the service", """
                    homogeneity:
                      maxUploadSize: 5GB
                      minFreeSpace: 1GB
                      maxDataSize: 40GB
                      orphanAge: 30m
                      shutdownGrace: 45s
                      executor: {workers: 3, queueCapacity: 8}
                      jobs: {concurrent: 2, maxQueued: 100, retention: 7d}
                      progress: {maxStreams: 50, heartbeat: 5s}
                    """),
                named("half a core more", "resources: {requests: {cpu: 500m}, limits: {cpu: 1500m, memory: 8Gi}}"),
                named("no limit of cores", "resources: {limits: {cpu: null}}"),
                named("further environment variables", """
                    extraEnv:
                      - {name: JAVA_TOOL_OPTIONS, value: -XX:MaxRAMPercentage=60}
                      - {name: LOGGING_LEVEL_ROOT, valueFrom: {configMapKeyRef: {name: levels, key: root}}}
                    """),
                named("an image by its digest from a registry with a login", """
                    image:
                      repository: registry.example.org/genotyping/chi2-homogeneity
                      digest: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
                      pullPolicy: Always
                    imagePullSecrets: [{name: registry-login}]
                    """),
                named("user ids of the platform", "runAsUser: null"),
                named("a service account that exists", "serviceAccount: {create: false, name: plates}"),
                named("chosen nodes", REPLICAS + """
                    nodeSelector: {disk: ssd}
                    tolerations: [{key: genotyping, operator: Exists, effect: NoSchedule}]
                    affinity:
                      podAntiAffinity:
                        requiredDuringSchedulingIgnoredDuringExecution:
                          - topologyKey: kubernetes.io/hostname
                            labelSelector: {matchLabels: {app.kubernetes.io/name: chi2-homogeneity}}
                    topologySpreadConstraints:
                      - maxSkew: 1
                        topologyKey: topology.kubernetes.io/zone
                        whenUnsatisfiable: DoNotSchedule
                        labelSelector: {matchLabels: {app.kubernetes.io/name: chi2-homogeneity}}
                    """),
                named("other names, labels and probes, no test", """
                    nameOverride: homogeneity
                    podLabels: {team: genotyping}
                    podAnnotations: {sidecar.istio.io/inject: "false"}
                    probes: {startup: {failureThreshold: 200}, liveness: {timeoutSeconds: 10}}
                    test: {enabled: false}
                    """),
                named("a full name", "fullnameOverride: plates"));
    }
}

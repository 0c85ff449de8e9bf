package org.genoqc.homogeneity.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** What the chart has rendered, as the types of Kubernetes and of the Prometheus operator. */
public record Manifests(List<HasMetadata> all) {

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.ofEntries(
            Map.entry("v1 ConfigMap", ConfigMap.class),
            Map.entry("v1 Secret", Secret.class),
            Map.entry("v1 Service", Service.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("v1 PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("v1 Pod", Pod.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("networking.k8s.io/v1 Ingress", Ingress.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class),
            Map.entry("monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class));

    /** Refuses fields that the types don't have, which they would otherwise keep as additional properties. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1L;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    static Manifests parse(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Manifests(
                StreamSupport.stream(new Yaml(options).loadAll(text).spliterator(), false)
                        .filter(Objects::nonNull)
                        .map(Manifests::typed)
                        .toList());
    }

    static HasMetadata typed(Object manifest) {
        Map<?, ?> fields = (Map<?, ?>) manifest;
        String type = fields.get("apiVersion") + " " + fields.get("kind");
        assertThat(TYPES).containsKey(type);
        return STRICT.convertValue(manifest, TYPES.get(type));
    }

    <T extends HasMetadata> Stream<T> of(Class<T> type) {
        return all.stream().filter(type::isInstance).map(type::cast);
    }

    <T extends HasMetadata> T only(Class<T> type) {
        List<T> found = of(type).toList();
        assertThat(found).as(type.getSimpleName()).hasSize(1);
        return found.getFirst();
    }

    Deployment deployment() {
        return only(Deployment.class);
    }

    PodSpec pod() {
        return deployment().getSpec().getTemplate().getSpec();
    }

    /** The container of the service. */
    public Container container() {
        return pod().getContainers().getFirst();
    }

    /** The container of the pod of "helm test". */
    public Container testContainer() {
        return only(Pod.class).getSpec().getContainers().getFirst();
    }

    /** The file that the service is configured by. */
    public String configuration() {
        ConfigMap configuration = of(ConfigMap.class)
                .filter(map -> map.getMetadata()
                        .getName()
                        .equals(deployment().getMetadata().getName()))
                .findFirst()
                .orElseThrow();
        return configuration.getData().get("application.yaml");
    }

    /** Where the ServiceMonitor reads the metrics. */
    public String metricsPath() {
        return only(ServiceMonitor.class).getSpec().getEndpoints().getFirst().getPath();
    }

    /** What is in the PrometheusRule, as a rules file. */
    public String rules() {
        return new Yaml()
                .dump(new ObjectMapper().convertValue(only(PrometheusRule.class).getSpec(), Map.class));
    }
}

package org.genoqc.homogeneity.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every supported combination of values. */
class CombinationsTests {

    static List<Named<String>> combinations() {
        return Combinations.all();
    }

    /** The values files that the operator's manual shows. */
    static List<String> documented() throws IOException {
        String manual = Files.readString(Path.of("docs/operations.md"));
        return Pattern.compile("(?s)```yaml\n(.*?)```")
                .matcher(manual)
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.matches("(?s)(image|replicas):.*"))
                .toList();
    }

    @Test
    void theManualShowsValuesForOneReplicaForAnInstallationInFullAndForSeveralReplicas() throws IOException {
        assertThat(documented()).hasSize(3);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"combinations", "documented"})
    void isAcceptedByTheLinterAndFitsTogether(String values) {
        LintResult lint = Chart.lint(values);
        assertThat(lint.isFailed()).as(() -> lint.getMessages().toString()).isFalse();

        Manifests manifests = Chart.render(values);
        everyObjectHasANameOfItsOwnAndSaysToWhichReleaseItBelongs(manifests);
        everySelectorSelectsTheReplicasAndNotTheTestPod(manifests);
        everyPortIsThatOfTheContainer(manifests);
        whatThePodRefersToIsThere(manifests);
        everyPodIsLockedUp(manifests);
    }

    private static void everyObjectHasANameOfItsOwnAndSaysToWhichReleaseItBelongs(Manifests manifests) {
        assertThat(manifests.all().stream()
                        .map(object ->
                                object.getKind() + " " + object.getMetadata().getName()))
                .doesNotHaveDuplicates();
        assertThat(manifests.all()).allSatisfy(object -> {
            assertThat(object.getMetadata().getName()).matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
            assertThat(object.getMetadata().getLabels())
                    .containsEntry("app.kubernetes.io/instance", "qc")
                    .containsEntry("app.kubernetes.io/managed-by", "Helm")
                    .containsEntry("helm.sh/chart", "chi2-homogeneity-0.1.0")
                    .allSatisfy(
                            (key, value) -> assertThat(value).matches("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"));
        });
    }

    private static void everySelectorSelectsTheReplicasAndNotTheTestPod(Manifests manifests) {
        PodTemplateSpec replica = manifests.deployment().getSpec().getTemplate();
        Stream<Map<String, String>> ofPods = Stream.of(
                        Stream.of(manifests.deployment().getSpec().getSelector().getMatchLabels()),
                        manifests
                                .of(Service.class)
                                .map(service -> service.getSpec().getSelector()),
                        manifests
                                .of(PodDisruptionBudget.class)
                                .map(budget -> budget.getSpec().getSelector().getMatchLabels()),
                        manifests
                                .of(NetworkPolicy.class)
                                .map(policy -> policy.getSpec().getPodSelector().getMatchLabels()))
                .flatMap(labels -> labels);
        assertThat(ofPods).hasSizeGreaterThanOrEqualTo(2).isNotEmpty().allSatisfy(selector -> {
            assertThat(replica.getMetadata().getLabels()).containsAllEntriesOf(selector);
            assertThat(manifests.of(Pod.class))
                    .allSatisfy(test -> assertThat(selector.entrySet())
                            .isNotEmpty()
                            .anyMatch(label -> !label.getValue()
                                    .equals(test.getMetadata().getLabels().get(label.getKey()))));
        });
        assertThat(manifests.pod().getTopologySpreadConstraints())
                .hasSize(1)
                .extracting(TopologySpreadConstraint::getLabelSelector)
                .allSatisfy(selector ->
                        assertThat(replica.getMetadata().getLabels()).containsAllEntriesOf(selector.getMatchLabels()));
        assertThat(manifests.of(ServiceMonitor.class))
                .allSatisfy(monitor -> assertThat(
                                manifests.only(Service.class).getMetadata().getLabels())
                        .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels()));
    }

    private static void everyPortIsThatOfTheContainer(Manifests manifests) {
        assertThat(manifests.container().getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getName()).isEqualTo("http"));
        assertThat(manifests.only(Service.class).getSpec().getPorts())
                .singleElement()
                .satisfies(port -> {
                    assertThat(port.getName()).isEqualTo("http");
                    assertThat(port.getTargetPort().getStrVal()).isEqualTo("http");
                });
        assertThat(Stream.of(
                        manifests.container().getStartupProbe(),
                        manifests.container().getLivenessProbe(),
                        manifests.container().getReadinessProbe()))
                .allSatisfy(probe ->
                        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http"));
        assertThat(manifests.of(NetworkPolicy.class))
                .allSatisfy(policy -> assertThat(policy.getSpec()
                                .getIngress()
                                .getFirst()
                                .getPorts()
                                .getFirst()
                                .getPort()
                                .getStrVal())
                        .isEqualTo("http"));
        assertThat(manifests.of(ServiceMonitor.class))
                .allSatisfy(monitor -> assertThat(
                                monitor.getSpec().getEndpoints().getFirst().getPort())
                        .isEqualTo("http"));
        assertThat(manifests.of(Ingress.class))
                .allSatisfy(ingress -> assertThat(ingress.getSpec()
                                .getRules()
                                .getFirst()
                                .getHttp()
                                .getPaths()
                                .getFirst()
                                .getBackend()
                                .getService())
                        .satisfies(backend -> {
                            assertThat(backend.getPort().getName()).isEqualTo("http");
                            assertThat(backend.getName())
                                    .isEqualTo(manifests
                                            .only(Service.class)
                                            .getMetadata()
                                            .getName());
                        }));
    }

    private static void whatThePodRefersToIsThere(Manifests manifests) {
        PodSpec pod = manifests.pod();
        assertThat(manifests.container().getVolumeMounts())
                .extracting(VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(
                        pod.getVolumes().stream().map(Volume::getName).toList());
        assertThat(manifests.container().getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .contains("/data", "/tmp", "/etc/chi2-homogeneity");
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getConfigMap() != null)
                .extracting(volume -> volume.getConfigMap().getName())
                .isSubsetOf(manifests.of(ConfigMap.class).map(Chart::nameOf).toList());
        manifests
                .of(PersistentVolumeClaim.class)
                .forEach(claim -> assertThat(pod.getVolumes()
                                .getFirst()
                                .getPersistentVolumeClaim()
                                .getClaimName())
                        .isEqualTo(Chart.nameOf(claim)));
        manifests
                .of(ServiceAccount.class)
                .forEach(account -> assertThat(pod.getServiceAccountName()).isEqualTo(Chart.nameOf(account)));
        manifests
                .of(Secret.class)
                .forEach(secret -> assertThat(manifests.container().getEnv())
                        .filteredOn(variable -> variable.getValueFrom() != null
                                && variable.getValueFrom().getSecretKeyRef() != null)
                        .hasSize(2)
                        .extracting(variable -> variable.getValueFrom().getSecretKeyRef())
                        .allSatisfy(key -> {
                            assertThat(key.getName()).isEqualTo(Chart.nameOf(secret));
                            assertThat(secret.getData()).containsKey(key.getKey());
                        }));
    }

    /** As the level "restricted" of the Pod Security Standards demands, and more. */
    private static void everyPodIsLockedUp(Manifests manifests) {
        assertThat(Stream.concat(
                        Stream.of(manifests.pod()), manifests.of(Pod.class).map(Pod::getSpec)))
                .allSatisfy(pod -> {
                    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
                    assertThat(pod.getEnableServiceLinks()).isFalse();
                    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
                    assertThat(pod.getSecurityContext().getSeccompProfile().getType())
                            .isEqualTo("RuntimeDefault");
                    assertThat(pod.getHostNetwork()).isNull();
                    assertThat(pod.getVolumes()).allMatch(volume -> volume.getHostPath() == null);
                    assertThat(pod.getContainers()).singleElement().satisfies(container -> {
                        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                                .isFalse();
                        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                                .isTrue();
                        assertThat(container.getSecurityContext().getPrivileged())
                                .isNull();
                        assertThat(container
                                        .getSecurityContext()
                                        .getCapabilities()
                                        .getDrop())
                                .containsExactly("ALL");
                        assertThat(container
                                        .getSecurityContext()
                                        .getCapabilities()
                                        .getAdd())
                                .isEmpty();
                        assertThat(container.getResources().getLimits()).containsKey("memory");
                    });
                });
        assertThat(manifests.of(ServiceAccount.class))
                .allSatisfy(account ->
                        assertThat(account.getAutomountServiceAccountToken()).isFalse());
    }
}

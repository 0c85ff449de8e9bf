package org.genoqc.homogeneity.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The chart of the project, rendered by the engine of Helm itself as release "qc" in the namespace "lab". */
public final class Chart {

    static final Path FOLDER = Path.of("helm");
    private static final String KUBERNETES = "1.31.0";
    private static final Path TEST_POD = Path.of("templates/tests/submit.yaml");

    private Chart() {}

    /** The manifests, that of the pod of "helm test" too, which Helm would leave out here as a hook. */
    public static Manifests render(String values) {
        return Manifests.parse(inCopy(values, chart -> {
            Path pod = chart.resolve(TEST_POD);
            Files.writeString(pod, Files.readString(pod).replaceFirst("helm.sh/hook: test", "hook: test"));
            return new Helm(chart)
                    .template()
                    .withName("qc")
                    .withNamespace("lab")
                    .withKubeVersion(KUBERNETES)
                    .withValuesFile(chart.resolve("chosen.yaml"))
                    .call();
        }));
    }

    /** What "helm install" says at its end. */
    public static String notes(String values) {
        return inCopy(
                values,
                chart -> new Helm(chart)
                        .install()
                        .withName("qc")
                        .withNamespace("lab")
                        .clientOnly()
                        .dryRun()
                        .withKubeVersion(KUBERNETES)
                        .withValuesFile(chart.resolve("chosen.yaml"))
                        .call()
                        .getOutput());
    }

    /** "helm lint --strict" with other defaults, since it takes no values here. */
    static LintResult lint(String values) {
        return inCopy(values, chart -> {
            Map<String, Object> defaults = new Yaml().load(Files.readString(chart.resolve("values.yaml")));
            Map<String, Object> chosen = new Yaml().load(values);
            Files.writeString(
                    chart.resolve("values.yaml"),
                    new Yaml().dump(chosen == null ? defaults : merged(defaults, chosen)));
            return new Helm(chart).lint().strict().call();
        });
    }

    static String nameOf(HasMetadata object) {
        return object.getMetadata().getName();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> merged(Map<String, Object> defaults, Map<String, Object> chosen) {
        Map<String, Object> merged = new HashMap<>(defaults);
        chosen.forEach((key, value) -> {
            if (value == null) {
                merged.remove(key);
            } else if (value instanceof Map && merged.get(key) instanceof Map) {
                merged.put(key, merged((Map<String, Object>) merged.get(key), (Map<String, Object>) value));
            } else {
                merged.put(key, value);
            }
        });
        return merged;
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(Path chart) throws IOException;
    }

    private static <T> T inCopy(String values, Use<T> use) {
        try {
            Path copy = Files.createTempDirectory("chart");
            try {
                copy(FOLDER, copy);
                Files.writeString(copy.resolve("chosen.yaml"), values);
                return use.of(copy);
            } finally {
                delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.filter(path -> !path.equals(from)).toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList().reversed()) {
                Files.delete(path);
            }
        }
    }
}

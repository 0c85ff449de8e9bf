package org.genoqc.homogeneity.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** The image of the Dockerfile, built once for all tests, whatever JVM they run in, from the executable jar under test. */
final class ServiceImage {

    static final Path DOCKERFILE = Path.of("Dockerfile").toAbsolutePath();

    private ServiceImage() {}

    static String name() {
        return Built.NAME;
    }

    private static final class Built {
        private static final String NAME = build();

        private static String build() {
            String jar = System.getProperty("homogeneity.jar");
            assertThat(jar)
                    .as("the system property homogeneity.jar names the executable jar, as mvn verify does")
                    .isNotNull();
            // one JVM of tests after the other: what the first has built is there for the others
            try (FileChannel lock = FileChannel.open(
                            Path.of(jar).resolveSibling("image.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    FileLock held = lock.lock()) {
                assertThat(held.isValid()).isTrue();
                return built(jar);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String built(String jar) {
            // the layers stay, so that the next run needs not train the AOT cache anew unless the jar is another
            return new ImageFromDockerfile("chi2-homogeneity:under-test", false)
                    .withDockerfile(DOCKERFILE)
                    .withBuildArg(
                            "JAR",
                            DOCKERFILE.getParent().relativize(Path.of(jar)).toString())
                    .get();
        }
    }
}

package org.genoqc.homogeneity.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** The image of the Dockerfile, built once for all tests from the executable jar under test. */
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

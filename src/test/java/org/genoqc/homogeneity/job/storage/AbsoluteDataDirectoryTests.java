package org.genoqc.homogeneity.job.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

@OneAtATime
class AbsoluteDataDirectoryTests {

    @Configuration
    static class Empty {}

    @ParameterizedTest
    @ValueSource(strings = {"data", "./data", "../data", "/srv/data"})
    void whatIsDerivedFromItHasNoRelativePath(String given) {
        SpringApplication application = new SpringApplication(Empty.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        Path absolute = Path.of(given).toAbsolutePath().normalize();
        try (ConfigurableApplicationContext context = application.run("--homogeneity.data-dir=" + given)) {
            assertThat(context.getEnvironment().getProperty("homogeneity.data-dir"))
                    .isEqualTo(absolute.toString());
            assertThat(context.getEnvironment().getProperty("spring.datasource.url"))
                    .startsWith("jdbc:h2:file:" + absolute + "/database/homogeneity;");
        }
    }
}

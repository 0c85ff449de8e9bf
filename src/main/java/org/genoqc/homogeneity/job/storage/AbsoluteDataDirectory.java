package org.genoqc.homogeneity.job.storage;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Makes {@code homogeneity.data-dir} absolute, by the directory in which the process was started, before anything is derived
 * from it: the URL of the default database takes no path like {@code data}.
 */
final class AbsoluteDataDirectory implements EnvironmentPostProcessor, Ordered {

    private static final String DATA_DIR = "homogeneity.data-dir";

    /** After the configuration files are read. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String given = environment.getProperty(DATA_DIR);
        if (given == null || given.isBlank()) {
            return;
        }
        try {
            String absolute = Path.of(given).toAbsolutePath().normalize().toString();
            environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource("absolute data directory", Map.of(DATA_DIR, absolute)));
        } catch (InvalidPathException e) {
            // said where the property is bound, with its name and where it was set
        }
    }
}

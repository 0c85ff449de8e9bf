package org.genoqc.homogeneity.job.running;

import java.nio.file.Path;
import org.genoqc.homogeneity.harness.NeedsDocker;
import org.genoqc.homogeneity.harness.PostgresContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * PostgreSQL as it is deployed, in its container; where a Docker engine is there. {@code PostgresStoreTests} has the same tests
 * on a PostgreSQL without one, and {@code ReplicasOnPostgresIT} runs the service on this one.
 */
@Tag("long")
@NeedsDocker
class PostgresContainerStoreIT extends StoreAndQueueContract {

    @TempDir
    private static Path dataDir;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        PostgresContainer.Database database = PostgresContainer.createDatabase("store");
        registry.add("homogeneity.data-dir", () -> dataDir.toAbsolutePath().toString());
        registry.add("spring.datasource.url", database::url);
        registry.add("spring.datasource.username", database::user);
        registry.add("spring.datasource.password", database::password);
    }
}

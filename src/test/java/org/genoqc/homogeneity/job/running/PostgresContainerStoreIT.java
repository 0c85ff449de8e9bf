package org.genoqc.homogeneity.job.running;

import java.nio.file.Path;
import org.genoqc.homogeneity.harness.NeedsDocker;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** PostgreSQL as it is deployed, in its container; where a Docker engine is there. */
@NeedsDocker
@Testcontainers
class PostgresContainerStoreIT extends StoreAndQueueContract {

    @TempDir
    private static Path dataDir;

    @Container
    @ServiceConnection
    private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer("postgres:17-alpine");

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("homogeneity.data-dir", () -> dataDir.toAbsolutePath().toString());
    }
}

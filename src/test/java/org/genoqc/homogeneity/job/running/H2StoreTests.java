package org.genoqc.homogeneity.job.running;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The default: H2 in a file of the data directory. */
class H2StoreTests extends StoreAndQueueContract {

    @TempDir
    private static Path dataDir;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        registry.add("homogeneity.data-dir", () -> dataDir.toAbsolutePath().toString());
    }
}

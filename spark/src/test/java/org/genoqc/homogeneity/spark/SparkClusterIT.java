package org.genoqc.homogeneity.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster that the other tests use is one. */
class SparkClusterIT {

    @TempDir
    private Path folder;

    @Test
    void workersFindTheNextMaster() throws Exception {
        try (SparkCluster cluster = SparkCluster.start(folder, 2, 1, "1g")) {
            cluster.killMaster();
            cluster.startMaster();
            cluster.awaitWorkers(2);
            assertThat(cluster.restUrl().getPort()).isPositive();
        }
    }
}

package org.genoqc.homogeneity.metrics;

import org.genoqc.homogeneity.job.DataDirectory;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Whether the data directory can be written to and has the free space that must stay. */
@Component
class DataDirectoryHealthIndicator extends AbstractHealthIndicator {

    private final DataDirectory directory;
    private final HomogeneityProperties properties;

    DataDirectoryHealthIndicator(DataDirectory directory, HomogeneityProperties properties) {
        super("the data directory can't be written to");
        this.directory = directory;
        this.properties = properties;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) throws Exception {
        long free = directory.freeBytes();
        long required = properties.minFreeSpace().toBytes();
        directory.requireWritable();
        builder.status(free >= required ? "UP" : "DOWN")
                .withDetail("free_bytes", free)
                .withDetail("required_bytes", required);
    }
}

package org.genoqc.homogeneity.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import org.genoqc.homogeneity.job.DataDirectory;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.springframework.stereotype.Component;

/** The disk of the data directory. */
@Component
class StorageMetrics implements MeterBinder {

    private final DataDirectory directory;
    private final HomogeneityProperties properties;

    StorageMetrics(DataDirectory directory, HomogeneityProperties properties) {
        this.directory = directory;
        this.properties = properties;
    }

    private interface Bytes {
        long of(DataDirectory directory) throws IOException;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bytes(registry, Names.STORAGE_FREE, "Free space on the disk of the data directory", DataDirectory::freeBytes);
        bytes(registry, Names.STORAGE_SIZE, "Size of the disk of the data directory", DataDirectory::totalBytes);
        bytes(
                registry,
                Names.STORAGE_REQUIRED,
                "Free space below which jobs are refused",
                of -> properties.minFreeSpace().toBytes());
    }

    private void bytes(MeterRegistry registry, String name, String description, Bytes bytes) {
        Gauge.builder(name, directory, of -> value(bytes))
                .description(description)
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
    }

    private double value(Bytes bytes) {
        try {
            return bytes.of(directory);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}

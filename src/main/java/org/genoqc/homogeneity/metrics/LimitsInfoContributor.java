package org.genoqc.homogeneity.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.genoqc.homogeneity.batch.BatchExecutor;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** The limits in force, beside version and build. */
@Component
class LimitsInfoContributor implements InfoContributor {

    private final HomogeneityProperties properties;
    private final BatchExecutor executor;

    LimitsInfoContributor(HomogeneityProperties properties, BatchExecutor executor) {
        this.properties = properties;
        this.executor = executor;
    }

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("workers", executor.workers());
        limits.put("executor_queue_capacity", executor.queueCapacity());
        limits.put("jobs_at_once", properties.jobs().concurrent());
        limits.put("jobs_queued", properties.jobs().maxQueued());
        limits.put("progress_streams", properties.progress().maxStreams());
        limits.put("upload_bytes", properties.maxUploadSize().toBytes());
        limits.put("free_bytes_required", properties.minFreeSpace().toBytes());
        limits.put("heap_bytes", Runtime.getRuntime().maxMemory());
        builder.withDetail("limits", limits);
    }
}

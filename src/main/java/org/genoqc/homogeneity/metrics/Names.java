package org.genoqc.homogeneity.metrics;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The names of all metrics and tags. Tags take few values, all of them known beforehand. */
final class Names {

    static final String BATCH_DURATION = "homogeneity.batch.duration";
    static final String BATCH_QUEUE_WAIT = "homogeneity.batch.queue.wait";
    static final String BATCH_LAST_COMPLETED = "homogeneity.batch.last.completed";
    static final String JOB_DURATION = "homogeneity.job.duration";
    static final String JOB_QUEUE_WAIT = "homogeneity.job.queue.wait";
    static final String JOBS = "homogeneity.jobs";
    static final String JOBS_SUBMITTED = "homogeneity.jobs.submitted";
    static final String JOBS_FINISHED = "homogeneity.jobs.finished";
    static final String JOBS_REFUSED = "homogeneity.jobs.refused";
    static final String JOBS_QUEUE_CAPACITY = "homogeneity.jobs.queue.capacity";
    static final String JOBS_OLDEST_QUEUED_AGE = "homogeneity.jobs.oldest.queued.age";
    static final String PROBESETS_PROCESSED = "homogeneity.probesets.processed";
    static final String SIMULATIONS = "homogeneity.simulations";
    static final String INPUT_ROWS = "homogeneity.input.rows";
    static final String INPUT_REJECTED = "homogeneity.input.rejected";
    static final String FINDINGS = "homogeneity.findings";
    static final String UPLOAD_BYTES = "homogeneity.upload.bytes";
    static final String STREAMS = "homogeneity.progress.streams";
    static final String STREAMS_CAPACITY = "homogeneity.progress.streams.capacity";
    /** Of the executor; those of its pool come from Micrometer under the same prefix. */
    static final String EXECUTOR = "homogeneity.executor.";

    static final String STORAGE_FREE = "homogeneity.storage.free";
    static final String STORAGE_SIZE = "homogeneity.storage.size";
    static final String STORAGE_REQUIRED = "homogeneity.storage.required";

    static final String ENGINE = "engine";
    static final String STATE = "state";
    static final String OUTCOME = "outcome";
    static final String REASON = "reason";
    static final String CODE = "code";
    static final String METHOD = "method";
    static final String KIND = "kind";

    /** From batches of one cheap probeset to giants. */
    static final Duration[] BATCH_BUCKETS =
            seconds(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800);

    static final Duration[] JOB_BUCKETS =
            seconds(0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400);
    static final double[] BYTES_BUCKETS = {1e5, 1e6, 1e7, 1e8, 1e9, 1e10};

    private Names() {}

    private static Duration[] seconds(double... seconds) {
        return DoubleStream.of(seconds)
                .mapToObj(value -> Duration.ofMillis(Math.round(value * 1000)))
                .toArray(Duration[]::new);
    }

    /** As the value of a tag. */
    static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

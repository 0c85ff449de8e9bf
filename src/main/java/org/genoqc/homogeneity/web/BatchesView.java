package org.genoqc.homogeneity.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.BatchVerdict;
import org.genoqc.homogeneity.batch.TimingsPage;
import org.genoqc.homogeneity.job.Job;
import org.jspecify.annotations.Nullable;

/** The completed probeset batches of a job, in the order of their completion, and what they say. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BatchesView(
        int completed,
        int offset,
        int workers,
        @Nullable Integer batchSize,
        @Nullable BatchVerdict verdict,
        List<BatchView> batches) {

    record BatchView(
            int batch,
            int worker,
            Instant startedAt,
            double queueWaitSeconds,
            double durationSeconds,
            int probesets,
            int standard,
            int monteCarlo,
            int skipped,
            long simulations,
            double busySeconds,
            int slices,
            int workers) {

        static BatchView of(BatchTiming timing) {
            return new BatchView(
                    timing.batch(),
                    timing.worker(),
                    timing.started(),
                    timing.queueWait().toNanos() / 1e9,
                    timing.duration().toNanos() / 1e9,
                    timing.probesets(),
                    timing.standard(),
                    timing.monteCarlo(),
                    timing.skipped(),
                    timing.simulations(),
                    timing.busy().toNanos() / 1e9,
                    timing.slices(),
                    timing.workers());
        }
    }

    static BatchesView of(Job job, TimingsPage page, @Nullable BatchVerdict verdict, int workers, int offset) {
        Job.DataSet dataSet = job.dataSet();
        Integer batchSize = dataSet == null ? null : dataSet.batchSize().size();
        return new BatchesView(
                page.completed(),
                offset,
                workers,
                batchSize,
                verdict,
                page.timings().stream().map(BatchView::of).toList());
    }
}

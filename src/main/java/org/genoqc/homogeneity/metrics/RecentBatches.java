package org.genoqc.homogeneity.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobListener;
import org.springframework.stereotype.Component;

/** The newest completed probeset batches of this process, of all jobs. */
@Component
class RecentBatches implements JobListener {

    static final int MAX_KEPT = 1000;

    private final AtomicReferenceArray<Recent> ring = new AtomicReferenceArray<>(MAX_KEPT);
    private final AtomicLong completed = new AtomicLong();

    record Recent(UUID job, BatchTiming timing) {}

    @Override
    public BatchListener batches(Job job) {
        return listenerFor(job.id());
    }

    BatchListener listenerFor(UUID job) {
        return new BatchListener() {
            @Override
            public void completed(BatchTiming timing) {
                ring.set((int) (completed.getAndIncrement() % MAX_KEPT), new Recent(job, timing));
            }
        };
    }

    /** How many have been completed since the start of the process. */
    long completed() {
        return completed.get();
    }

    /** Those still known, newest first. */
    List<Recent> newest() {
        List<Recent> newest = new ArrayList<>();
        long end = completed.get();
        for (long i = end - 1; i >= Math.max(0, end - MAX_KEPT); i--) {
            newest.add(ring.get((int) (i % MAX_KEPT)));
        }
        // an entry that is just being written is not there yet
        return newest.stream().filter(Objects::nonNull).toList();
    }
}

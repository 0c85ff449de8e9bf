package org.genoqc.homogeneity.job.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.genoqc.homogeneity.batch.BatchPlan;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.genoqc.homogeneity.batch.CompletedBatch;
import org.genoqc.homogeneity.batch.DataSetRun;
import org.genoqc.homogeneity.batch.TimingsPage;
import org.genoqc.homogeneity.job.Job;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The completed batches of a job that has not ended, kept in a part file by each attempt at it. */
@Component
public class JobParts {

    private static final Logger LOG = LoggerFactory.getLogger(JobParts.class);

    private final JobFiles files;
    private final Clock clock;

    JobParts(JobFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
    }

    /** Where an attempt keeps the batches that it completes. */
    public interface Attempt extends DataSetRun.Checkpoint, Closeable {}

    /** Begins to keep the batches of an attempt, which has not kept any before. */
    public Attempt begin(Claim claim, Job job, BatchPlan plan) throws IOException {
        return PartFile.create(files.part(claim), PartPlan.of(job, plan), clock);
    }

    /** Gives back what all attempts have kept, if it belongs to the plan; what does not is logged and left out. */
    public void restore(Job job, BatchPlan plan, Consumer<CompletedBatch> restored) throws IOException {
        PartPlan partPlan = PartPlan.of(job, plan);
        for (Path part : files.parts(job.id())) {
            if (!PartFile.read(part, partPlan, restored)) {
                LOG.info(
                        "job {}: {} was written by another version of the program or for another plan;"
                                + " what it holds is computed anew",
                        job.id(),
                        part.getFileName());
            }
        }
    }

    /** The timings of the batches that have been completed, in whichever replica. */
    public List<BatchTiming> timings(UUID id) throws IOException {
        return timings(id, 0, Integer.MAX_VALUE).timings();
    }

    /** Some of these; of the others there is a bit each. */
    public TimingsPage timings(UUID id, int offset, int limit) throws IOException {
        TimingsPage.Collector page = new TimingsPage.Collector(offset, limit);
        BitSet seen = new BitSet();
        for (Path part : files.parts(id)) {
            PartFile.readTimings(part, timing -> {
                // two attempts may have completed the same
                if (!seen.get(timing.batch())) {
                    seen.set(timing.batch());
                    page.take(timing);
                }
            });
        }
        return page.page();
    }

    public void delete(UUID id) throws IOException {
        for (Path part : files.parts(id)) {
            Files.deleteIfExists(part);
        }
    }
}

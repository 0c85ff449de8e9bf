package org.genoqc.homogeneity.job.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.job.Job;
import org.genoqc.homogeneity.job.JobState;
import org.genoqc.homogeneity.parameters.Analysis;
import org.genoqc.homogeneity.query.IndexedTables;
import org.genoqc.homogeneity.query.StoredCounts;
import org.genoqc.homogeneity.query.TableIndex;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What single rows and pages of the tables of complete jobs are found by. The index is made when a job ends, and again when
 * it is asked for and is not there, not whole, or of an earlier version. Where two replicas make the same one at once, the
 * later takes the place of the other, with the same content.
 */
@Component
public class JobTables {

    private final JobFiles files;
    private final HeapBudget heap;
    /** One is made at a time, so that however many are asked for, the memory is that of one. */
    private final Lock making = new ReentrantLock();

    JobTables(JobFiles files, HeapBudget heap) {
        this.files = files;
        this.heap = heap;
    }

    /**
     * Makes the index of a job whose tables are written.
     *
     * @throws org.genoqc.homogeneity.fault.HeapBudgetExceededException if there is not enough heap for it now
     */
    public void writeIndex(Job job, JobState.ResultFile result, Cancellation cancellation) throws IOException {
        TableIndex.write(tables(job, result), heap, cancellation, files.index(job.id()));
    }

    /**
     * The index of a complete job; to be closed.
     *
     * @throws org.genoqc.homogeneity.fault.HeapBudgetExceededException if it has to be made and there is not enough heap
     *     for it now
     */
    public TableIndex index(Job job, JobState.ResultFile result) throws IOException {
        IndexedTables tables = tables(job, result);
        Path file = files.index(job.id());
        TableIndex index = TableIndex.open(tables, file);
        if (index != null) {
            return index;
        }
        making.lock();
        try {
            index = TableIndex.open(tables, file);
            if (index == null) {
                TableIndex.write(tables, heap, Cancellation.NEVER, file);
                index = TableIndex.open(tables, file);
            }
        } finally {
            making.unlock();
        }
        if (index == null) {
            throw new NoSuchFileException(file.toString());
        }
        return index;
    }

    private IndexedTables tables(Job job, JobState.ResultFile result) {
        UUID id = job.id();
        boolean isAssessed = job.parameters().test().analysis() == Analysis.FULL;
        return new IndexedTables(files.result(id), isAssessed ? files.findings(id) : null, result.sha256());
    }

    /** The counts of a complete job, to be closed; null where it ended before counts were kept. */
    public @Nullable StoredCounts counts(UUID id) throws IOException {
        Path counts = files.counts(id);
        return Files.exists(counts) ? StoredCounts.open(counts) : null;
    }
}

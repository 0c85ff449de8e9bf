package org.genoqc.homogeneity.job.running;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.genoqc.homogeneity.counts.CountsReader;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.InputLimits;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.job.HomogeneityProperties;
import org.genoqc.homogeneity.job.JobRefusedException;
import org.genoqc.homogeneity.job.JobRefusedException.Reason;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Checks the beginning of uploads before their jobs are accepted. What that takes of the heap is set aside beforehand, the
 * same for each, so that no upload, and no number of them at once, takes heap from running jobs. Thread-safe.
 */
@Component
class InputChecks {

    /** The number of rows of a file that are checked; the rest are checked when the job runs. */
    private static final long MAX_ROWS_OF_FILE = 20_000;
    /** The same of all files together, of which each has its share. */
    private static final long MAX_ROWS_OF_ALL = 200_000;

    /** The ids, the counts and the headers of a check. */
    private static final long MAX_BYTES_KEPT = 16 << 20;
    /** What else a check may take: the longest line as bytes, as text, and as fields. */
    private static final long MAX_BYTES_BESIDES = 16 << 20;

    private static final long BYTES_OF_CHECK = MAX_BYTES_KEPT + MAX_BYTES_BESIDES;
    private static final int PART_OF_HEAP = 8;
    private static final int MAX_AT_ONCE = 8;
    private static final long MAX_SECONDS_OF_WAITING = 30;

    /** Fair: who has waited longest is the next. */
    private final Semaphore places;

    private final long bytesKept;

    private final InputLimits limits;

    @Autowired
    InputChecks(HomogeneityProperties properties) {
        this(
                (int) (bytesSetAside(Runtime.getRuntime().maxMemory()) / BYTES_OF_CHECK),
                MAX_BYTES_KEPT,
                properties.limits().ofInput());
    }

    /**
     * Checks of any size.
     *
     * @param atOnce how many may run side by side; others wait
     * @param bytesKept what each may take for what it has read
     * @param limits how large a data set may be
     */
    InputChecks(int atOnce, long bytesKept, InputLimits limits) {
        this.places = new Semaphore(atOnce, true);
        this.bytesKept = bytesKept;
        this.limits = limits;
    }

    /** What all checks together may take of a heap of so many bytes: an eighth, for one check to eight. */
    static long bytesSetAside(long heap) {
        return BYTES_OF_CHECK * Math.clamp(heap / PART_OF_HEAP / BYTES_OF_CHECK, 1, MAX_AT_ONCE);
    }

    /**
     * Checks the headers and the first rows: 20,000 of each file, or fewer where there are more than ten files or what was
     * read fills the heap of a check.
     *
     * @return how many rows there are at most; empty where nothing is known of that
     * @throws InvalidInputException if there are faults
     * @throws JobRefusedException if too many others are checked at the moment
     */
    OptionalLong check(InputFiles input) throws IOException {
        begin();
        try (HeapBudget.Share own = new HeapBudget(bytesKept).share()) {
            long rows = Math.clamp(MAX_ROWS_OF_ALL / input.files().size(), 1, MAX_ROWS_OF_FILE);
            return new CountsReader(own, limits, Cancellation.NEVER).checkBeginning(input, rows);
        } catch (HeapBudgetExceededException e) {
            // what came before is sound, and whether the rest is, and fits, is seen when the job runs
            return OptionalLong.empty();
        } finally {
            places.release();
        }
    }

    private void begin() throws IOException {
        try {
            if (!places.tryAcquire(MAX_SECONDS_OF_WAITING, TimeUnit.SECONDS)) {
                throw new JobRefusedException(Reason.HEAP_FULL, "too many files are being checked at the moment");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while other files were checked", e);
        }
    }
}

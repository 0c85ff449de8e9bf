package org.genoqc.homogeneity.analysis;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.batch.BatchPlan;
import org.genoqc.homogeneity.batch.BatchSize;
import org.genoqc.homogeneity.batch.DataSetRun;
import org.genoqc.homogeneity.counts.CountsReader;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.InputLimits;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.PValueFloor;
import org.jspecify.annotations.Nullable;

/**
 * A data set whose counts are in memory.
 *
 * @param heap what the heap of the counts was taken from, and that of what is found is to be
 * @param startNanos when reading began, as {@link System#nanoTime()}
 */
public record LoadedDataSet(ProbesetCounts counts, HeapBudget.Share heap, long startNanos) {

    /** Chunks of lines that are parsed side by side, as bytes and as rows. */
    private static final long BYTES_OF_READING = 16 << 20;

    /**
     * Reads the files of a data set.
     *
     * @param heap what the heap of the counts is taken from; to be held as long as the counts are
     * @throws org.genoqc.homogeneity.fault.InvalidInputException if it can't be accepted, with its first faults
     * @throws org.genoqc.homogeneity.fault.HeapBudgetExceededException if it is too large for the heap
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    public static LoadedDataSet read(InputFiles files, HeapBudget.Share heap, Cancellation cancellation)
            throws IOException {
        return read(files, heap, InputLimits.NONE, cancellation);
    }

    private static LoadedDataSet read(
            InputFiles files, HeapBudget.Share heap, InputLimits limits, Cancellation cancellation) throws IOException {
        long start = System.nanoTime();
        return new LoadedDataSet(new CountsReader(heap, limits, cancellation).read(files), heap, start);
    }

    /**
     * The same where others read at the same time: what reading takes beside the counts is taken from the heap as well, and
     * given back at its end.
     *
     * @param limits how large it may be
     */
    public static LoadedDataSet readBesideOthers(
            InputFiles files, HeapBudget.Share heap, InputLimits limits, Cancellation cancellation) throws IOException {
        heap.take(BYTES_OF_READING);
        try {
            return read(files, heap, limits, cancellation);
        } finally {
            heap.giveBack(BYTES_OF_READING);
        }
    }

    /**
     * The batch size to plan with.
     *
     * @param requested a {@link org.genoqc.homogeneity.parameters.Parameter#BATCH_SIZE}; null to have it chosen by the number
     *     of probesets
     */
    public BatchSize batchSize(@Nullable Integer requested) {
        return BatchSize.choose(requested, counts.probesets());
    }

    /**
     * Cuts it into probeset batches.
     *
     * @param listener is called for every batch that is run
     * @param clock tells when a batch starts
     */
    public PlannedDataSet plan(TestParameters parameters, BatchSize batchSize, BatchListener listener, Clock clock) {
        BatchPlan plan = BatchPlan.of(counts, parameters, batchSize);
        List<String> warnings = new ArrayList<>(counts.warnings());
        SexChromosomeWarning.of(counts, parameters).ifPresent(warnings::add);
        PValueFloor.of(parameters).warning(plan.tested(), plan.monteCarlo()).ifPresent(warnings::add);
        return new PlannedDataSet(
                counts, plan, new DataSetRun(counts, plan, parameters, heap, listener, clock), warnings, startNanos);
    }
}

package org.genoqc.homogeneity.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.genoqc.homogeneity.counts.CountsReader;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.statistics.Streams;
import org.genoqc.homogeneity.statistics.TestParameters;
import org.jspecify.annotations.Nullable;

/**
 * The test of all probesets of a file on all cores: the way into the library. Immutable; each {@code with} method gives
 * a changed copy. The description of this package has an example.
 *
 * <p>The result depends on the data, the simulations, the minimal expected count, the seed and the streams alone, and
 * is the same as that of the service and of the command line.
 */
public final class TwoTierTest {

    /** The most workers. */
    public static final int MAX_WORKERS = 1024;

    private static final int QUEUE_CAPACITY = 16;
    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(100);

    private final TestParameters parameters;
    private final @Nullable Integer batchSize;
    private final int workers;
    private final ProgressListener listener;

    private TwoTierTest(
            TestParameters parameters, @Nullable Integer batchSize, int workers, ProgressListener listener) {
        this.parameters = parameters;
        this.batchSize = batchSize;
        this.workers = workers;
        this.listener = listener;
    }

    /** {@link TestParameters#DEFAULTS}, a batch size chosen by the number of probesets, a worker per core. */
    public static TwoTierTest withDefaults() {
        return new TwoTierTest(
                TestParameters.DEFAULTS, null, Runtime.getRuntime().availableProcessors(), ProgressListener.NONE);
    }

    public TwoTierTest withParameters(TestParameters chosen) {
        return new TwoTierTest(chosen, batchSize, workers, listener);
    }

    /**
     * @param simulations B, the number of simulated tables of a Monte Carlo test
     * @throws IllegalArgumentException if it is not 1 to {@link TestParameters#MAX_SIMULATIONS}
     */
    public TwoTierTest withSimulations(int simulations) {
        return withParameters(parameters.withSimulations(simulations));
    }

    /**
     * @param minimum every expected count must be at least this for the standard test
     * @throws IllegalArgumentException if it is not 0 to 1e9
     */
    public TwoTierTest withMinExpectedCount(double minimum) {
        return withParameters(parameters.withMinExpectedCount(minimum));
    }

    public TwoTierTest withRandomSeed(long seed) {
        return withParameters(parameters.withRandomSeed(seed));
    }

    public TwoTierTest withStreams(Streams streams) {
        return withParameters(parameters.withStreams(streams));
    }

    /**
     * @param size the number of probesets that a worker takes at a time; does not change the result
     * @throws IllegalArgumentException if it is not 1 to {@link BatchSize#MAX}
     */
    public TwoTierTest withBatchSize(int size) {
        BatchSize.requireValid(size);
        return new TwoTierTest(parameters, size, workers, listener);
    }

    /**
     * @param number how many probeset batches run at once; does not change the result
     * @throws IllegalArgumentException if it is not 1 to {@link #MAX_WORKERS}
     */
    public TwoTierTest withWorkers(int number) {
        if (number < 1 || number > MAX_WORKERS) {
            throw new IllegalArgumentException("n_workers must be 1 to " + MAX_WORKERS + ", not " + number);
        }
        return new TwoTierTest(parameters, batchSize, number, listener);
    }

    public TwoTierTest withListener(ProgressListener told) {
        return new TwoTierTest(parameters, batchSize, workers, told);
    }

    public TestParameters parameters() {
        return parameters;
    }

    public int workers() {
        return workers;
    }

    /**
     * Reads a file and tests its probesets. To stop it, interrupt the thread that runs it.
     *
     * @param file genotype counts as TSV, plain or gzip
     * @throws org.genoqc.homogeneity.counts.InvalidInputException if the file can't be accepted, with its faults
     * @throws org.genoqc.homogeneity.counts.HeapBudgetExceededException if it is too large for the heap
     * @throws IOException if it can't be read
     * @throws InterruptedException soon after the thread is interrupted; nothing is running any more then
     */
    public DataSetResult run(Path file) throws IOException, InterruptedException {
        long start = System.nanoTime();
        ProbesetCounts counts = read(file);
        BatchPlan plan = BatchPlan.of(counts, parameters, BatchSize.choose(batchSize, counts.probesets(), workers));
        PlannedRun planned = PlannedRun.of(counts, plan, workers);
        listener.started(planned);
        DataSetRun run = new DataSetRun(counts, plan, parameters, BatchListener.NONE);
        try (BatchExecutor executor = new BatchExecutor(workers, QUEUE_CAPACITY)) {
            RunStopwatch times = new RunStopwatch(executor, plan.batchSize().size(), start);
            BatchRun batches = run.start(executor, batch -> {});
            await(run, batches);
            times.ran(batches, run);
            return new DataSetResult(counts, run, planned, times, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static ProbesetCounts read(Path file) throws IOException, InterruptedException {
        Thread reader = Thread.currentThread();
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
            return new CountsReader(share, reader::isInterrupted).read(file);
        } catch (CancellationException | IOException e) {
            // interruption closes the channel that is being read, which then throws an exception of its own
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException("interrupted while reading").initCause(e);
            }
            throw e;
        }
    }

    private void await(DataSetRun run, BatchRun batches) throws InterruptedException {
        try {
            while (!batches.await(BETWEEN_REPORTS)) {
                listener.progressed(run.progress().snapshot());
            }
            listener.progressed(run.progress().snapshot());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a probeset batch failed", e.getCause());
        }
    }
}

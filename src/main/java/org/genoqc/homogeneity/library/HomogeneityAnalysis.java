package org.genoqc.homogeneity.library;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.genoqc.homogeneity.analysis.CompletedDataSet;
import org.genoqc.homogeneity.analysis.Execution;
import org.genoqc.homogeneity.analysis.LoadedDataSet;
import org.genoqc.homogeneity.analysis.PlannedDataSet;
import org.genoqc.homogeneity.batch.BatchExecutor;
import org.genoqc.homogeneity.batch.BatchListener;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import org.genoqc.homogeneity.input.InputFiles;
import org.genoqc.homogeneity.parameters.Analysis;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.ParameterException;
import org.genoqc.homogeneity.parameters.SexChromosomes;
import org.genoqc.homogeneity.parameters.Streams;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.jspecify.annotations.Nullable;

/**
 * The test of all probesets of a data set on all cores: the way into the library. Immutable; each {@code with} method gives
 * a changed copy. The description of this package has an example.
 *
 * <p>The result depends on the data and the {@link TestParameters} alone, and is the same as that of the service and of
 * the command line.
 */
public final class HomogeneityAnalysis {

    private static final int QUEUE_CAPACITY = 16;
    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(100);

    private final TestParameters parameters;
    private final @Nullable Integer batchSize;
    private final int workers;
    private final ProgressListener listener;

    private HomogeneityAnalysis(
            TestParameters parameters, @Nullable Integer batchSize, int workers, ProgressListener listener) {
        this.parameters = parameters;
        this.batchSize = batchSize;
        this.workers = workers;
        this.listener = listener;
    }

    /** {@link TestParameters#DEFAULTS}, a batch size chosen by the number of probesets, a worker per core. */
    public static HomogeneityAnalysis withDefaults() {
        return new HomogeneityAnalysis(
                TestParameters.DEFAULTS, null, Runtime.getRuntime().availableProcessors(), ProgressListener.NONE);
    }

    public HomogeneityAnalysis withParameters(TestParameters chosen) {
        return new HomogeneityAnalysis(chosen, batchSize, workers, listener);
    }

    /**
     * A fixed number of simulations, instead of an adaptive one.
     *
     * @param simulations B, the number of simulated tables of a Monte Carlo test
     * @throws ParameterException if it is not 1 to 100,000,000
     */
    public HomogeneityAnalysis withSimulations(int simulations) {
        return withParameters(parameters.withAdaptive(false).withSimulations(simulations));
    }

    /**
     * Simulation of each probeset until enough of its tables reached the observed statistic (Besag and Clifford 1991),
     * instead of a fixed number. Small p-values of the standard test are confirmed, if {@link #withConfirmation} does
     * not say otherwise afterwards.
     *
     * @param exceedances h, the exceedances that end a simulation; a p-value has a standard error of about 1/sqrt(h) of
     *     itself
     * @param maxSimulations the tables that end it, however few exceedances there are
     * @throws ParameterException if they are not 1 to 1,000,000 and 1 to 100,000,000, or the former are more
     */
    public HomogeneityAnalysis withAdaptiveSimulations(int exceedances, int maxSimulations) {
        return withParameters(parameters.withAdaptive(exceedances, maxSimulations));
    }

    /** Whether p-values of the standard test below 1e-4, of tables with an expected count below 20, are also simulated. */
    public HomogeneityAnalysis withConfirmation(boolean chosen) {
        return withParameters(parameters.withConfirm(chosen));
    }

    /**
     * @param minimum every expected count must be at least this for the standard test
     * @throws ParameterException if it is not 0 to 1e9
     */
    public HomogeneityAnalysis withMinExpectedCount(double minimum) {
        return withParameters(parameters.withMinExpectedCount(minimum));
    }

    public HomogeneityAnalysis withRandomSeed(long seed) {
        return withParameters(parameters.withRandomSeed(seed));
    }

    public HomogeneityAnalysis withStreams(Streams streams) {
        return withParameters(parameters.withStreams(streams));
    }

    /** How much is found out about each probeset; {@link Analysis#FULL} is the default. */
    public HomogeneityAnalysis withAnalysis(Analysis analysis) {
        return withParameters(parameters.withAnalysis(analysis));
    }

    /**
     * @param alpha up to which exact p-value a genotyping batch against the rest is a finding, if the analysis is full
     * @throws ParameterException if it is not above 0 and at most 0.05
     */
    public HomogeneityAnalysis withFindingsAlpha(double alpha) {
        return withParameters(parameters.withFindingsAlpha(alpha));
    }

    /** Whether probesets that an annotation has on X, on Y or in the mitochondria are tested; they are by default. */
    public HomogeneityAnalysis withSexChromosomes(SexChromosomes chosen) {
        return withParameters(parameters.withSexChromosomes(chosen));
    }

    /**
     * @param size the number of probesets that a worker takes at a time; does not change the result
     * @throws ParameterException if it is not 1 to 10,000,000
     */
    public HomogeneityAnalysis withBatchSize(int size) {
        return new HomogeneityAnalysis(parameters, Parameter.BATCH_SIZE.check(size), workers, listener);
    }

    /**
     * @param number how many probeset batches run at once; does not change the result
     * @throws ParameterException if it is not 1 to 1,024
     */
    public HomogeneityAnalysis withWorkers(int number) {
        return new HomogeneityAnalysis(parameters, batchSize, Parameter.N_WORKERS.check(number), listener);
    }

    public HomogeneityAnalysis withListener(ProgressListener called) {
        return new HomogeneityAnalysis(parameters, batchSize, workers, called);
    }

    public TestParameters parameters() {
        return parameters;
    }

    public int workers() {
        return workers;
    }

    /** Reads a file and tests its probesets, see {@link #run(InputFiles)}. */
    public AnalysisResult run(Path file) throws IOException, InterruptedException {
        return run(InputFiles.of(file));
    }

    /** Reads files of one format and tests their probesets, see {@link #run(InputFiles)}. */
    public AnalysisResult run(List<Path> files) throws IOException, InterruptedException {
        return run(InputFiles.of(files));
    }

    /**
     * Reads the files of a data set and tests its probesets. To stop it, interrupt the thread that runs it.
     *
     * @throws org.genoqc.homogeneity.fault.InvalidInputException if a file can't be accepted, with the faults
     * @throws org.genoqc.homogeneity.fault.HeapBudgetExceededException if the data set is too large for the heap
     * @throws IOException if a file can't be read
     * @throws InterruptedException soon after the thread is interrupted; nothing is running any more then
     */
    public AnalysisResult run(InputFiles files) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (HeapBudget.Share heap = HeapBudget.ofThisJvm().share();
                BatchExecutor executor = new BatchExecutor(workers, QUEUE_CAPACITY)) {
            PlannedDataSet planned = plan(Reading.of(files, heap));
            Outline outline = Outline.of(planned, workers);
            listener.started(outline);
            CompletedDataSet completed = await(planned.start(executor, batch -> {}));
            return new AnalysisResult(completed, outline, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** Reads a file without testing anything, see {@link #validate(InputFiles)}. */
    public Outline validate(Path file) throws IOException, InterruptedException {
        return validate(InputFiles.of(file));
    }

    /**
     * Reads the files of a data set without testing anything.
     *
     * @return what {@link #run} would begin with
     * @throws org.genoqc.homogeneity.fault.InvalidInputException if a file can't be accepted, with the faults
     * @throws org.genoqc.homogeneity.fault.HeapBudgetExceededException if the data set is too large for the heap
     * @throws IOException if a file can't be read
     * @throws InterruptedException soon after the thread is interrupted
     */
    public Outline validate(InputFiles files) throws IOException, InterruptedException {
        try (HeapBudget.Share heap = HeapBudget.ofThisJvm().share()) {
            return Outline.of(plan(Reading.of(files, heap)), workers);
        }
    }

    private PlannedDataSet plan(LoadedDataSet loaded) {
        return loaded.plan(parameters, loaded.batchSize(batchSize), BatchListener.NONE, Clock.systemUTC());
    }

    private CompletedDataSet await(Execution execution) throws IOException, InterruptedException {
        try {
            return execution.await(
                    BETWEEN_REPORTS, progress -> listener.progressed(progress.completed(), progress.probesets()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HeapBudgetExceededException tooLarge) {
                throw tooLarge;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a probeset batch failed", e.getCause());
        }
    }
}

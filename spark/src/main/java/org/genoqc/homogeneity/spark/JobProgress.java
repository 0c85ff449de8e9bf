package org.genoqc.homogeneity.spark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;
import org.genoqc.homogeneity.batch.BatchTiming;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the job is, in the file {@code progress.json} of the output folder, which is replaced about each second. No number
 * becomes smaller: a partition that is run again after its machine was lost counts once. Ends the driver where the folder is
 * gone, since then nobody waits for it. Thread-safe.
 */
final class JobProgress implements AutoCloseable {

    static final String FILE = "progress.json";

    private static final Logger LOG = LoggerFactory.getLogger(JobProgress.class);

    private final OutputFolder output;
    private final String applicationId;
    private final JavaSparkStatusTracker tracker;
    private final ScheduledExecutorService writing = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });

    private long rows;
    private int genotypingBatches;
    private long probesets;
    private long completedProbesets;
    private int batches;
    private int completedBatches;
    private long standard;
    private long monteCarlo;
    private long skipped;

    private JobProgress(OutputFolder output, SparkContext context) {
        this.output = output;
        this.applicationId = context.applicationId();
        this.tracker = new JavaSparkContext(context).statusTracker();
    }

    /** Begins to write. */
    @SuppressWarnings("FutureReturnValueIgnored") // it tells of its own failures
    static JobProgress of(OutputFolder output, SparkContext context) throws IOException {
        JobProgress progress = new JobProgress(output, context);
        progress.write();
        progress.writing.scheduleWithFixedDelay(progress::writeOrEnd, 1, 1, TimeUnit.SECONDS);
        return progress;
    }

    private void writeOrEnd() {
        try {
            if (!output.exists()) {
                LOG.error("the output folder is gone: nobody waits for this job any more");
                Runtime.getRuntime().halt(SparkAnalysis.FAILURE);
            }
            write();
        } catch (IOException e) {
            LOG.warn("progress can't be written", e);
        }
    }

    /** The input has been looked through. */
    synchronized void scanned(long rowsOfInput, int genotypingBatchesOfInput) {
        rows = rowsOfInput;
        genotypingBatches = genotypingBatchesOfInput;
    }

    /** The rows have been brought together. */
    synchronized void planned(long probesetsOfInput, int partitions) {
        probesets = probesetsOfInput;
        batches = partitions;
    }

    /** A partition has been tested. */
    synchronized void completed(BatchTiming timing) {
        completedBatches++;
        completedProbesets += timing.probesets();
        standard += timing.standard();
        monteCarlo += timing.monteCarlo();
        skipped += timing.skipped();
    }

    void write() throws IOException {
        String text = text();
        output.write(FILE, out -> out.write(text));
    }

    private synchronized String text() throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("application_id", applicationId);
            json.writeNumberField("rows", rows);
            json.writeNumberField("genotyping_batches", genotypingBatches);
            json.writeNumberField("probesets", probesets);
            json.writeNumberField("completed_probesets", completedProbesets);
            json.writeNumberField("batches", batches);
            json.writeNumberField("completed_batches", completedBatches);
            json.writeNumberField("batches_running", batches == 0 ? 0 : running());
            json.writeNumberField("standard", standard);
            json.writeNumberField("monte_carlo", monteCarlo);
            json.writeNumberField("skipped", skipped);
            json.writeNumberField("executors", Math.max(0, tracker.getExecutorInfos().length - 1));
            json.writeEndObject();
        }
        return text.toString();
    }

    private int running() {
        int tasks = 0;
        for (int stage : tracker.getActiveStageIds()) {
            SparkStageInfo info = tracker.getStageInfo(stage);
            tasks += info == null ? 0 : info.numActiveTasks();
        }
        return tasks;
    }

    @Override
    public void close() {
        writing.shutdownNow();
    }
}

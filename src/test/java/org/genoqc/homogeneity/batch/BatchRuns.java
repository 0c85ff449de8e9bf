package org.genoqc.homogeneity.batch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.genoqc.homogeneity.counts.CountsReader;
import org.genoqc.homogeneity.counts.HeapBudget;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.result.ResultWriter;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.genoqc.homogeneity.statistics.ProbesetResult;
import org.jspecify.annotations.Nullable;

/** Whole runs, as the library does them. */
final class BatchRuns {

    private BatchRuns() {}

    static ProbesetCounts read(Path file) throws IOException {
        try (HeapBudget.Share share = HeapBudget.ofThisJvm().share()) {
            return new CountsReader(share, Cancellation.NEVER).read(file);
        }
    }

    static List<ProbesetResult> run(
            ProbesetCounts counts, TestParameters parameters, @Nullable Integer batchSize, int workers)
            throws InterruptedException, ExecutionException {
        BatchPlan plan = BatchPlan.of(counts, parameters, BatchSize.choose(batchSize, counts.probesets()));
        DataSetRun run = new DataSetRun(
                counts, plan, parameters, HeapBudget.ofThisJvm().share(), BatchListener.NONE, Clock.systemUTC());
        try (BatchExecutor executor = new BatchExecutor(workers, 4)) {
            run.start(executor, "", batch -> {}).await();
        }
        return run.results();
    }

    static String tsv(ProbesetCounts counts, List<ProbesetResult> results) throws IOException {
        StringBuilder text = new StringBuilder();
        ResultWriter writer = new ResultWriter(text);
        writer.writeHeader();
        for (int probeset = 0; probeset < results.size(); probeset++) {
            writer.write(counts.probesetId(probeset), results.get(probeset));
        }
        return text.toString();
    }
}

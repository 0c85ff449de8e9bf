package org.genoqc.homogeneity.batch;

import java.util.Arrays;

import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.statistics.CleanedTable;
import org.genoqc.homogeneity.statistics.ContingencyTable;
import org.genoqc.homogeneity.statistics.Method;
import org.genoqc.homogeneity.statistics.TestParameters;

/**
 * Which probesets make up which probeset batch. Probesets are ordered by cost, dear ones first, so that batches are
 * handed out dear ones first and the cheap ones fill the end of the run. A function of data, parameters and batch size
 * alone.
 */
public final class BatchPlan {

    private final BatchSize batchSize;
    private final int[] order;
    private final int monteCarlo;

    private BatchPlan(BatchSize batchSize, int[] order, int monteCarlo) {
        this.batchSize = batchSize;
        this.order = order;
        this.monteCarlo = monteCarlo;
    }

    public static BatchPlan of(ProbesetCounts counts, TestParameters parameters, BatchSize batchSize) {
        long[] costAndProbeset = new long[counts.probesets()];
        int monteCarlo = 0;
        for (int probeset = 0; probeset < costAndProbeset.length; probeset++) {
            int cost = cost(CleanedTable.of(counts.table(probeset)), parameters);
            monteCarlo += cost > 0 ? 1 : 0;
            costAndProbeset[probeset] = (long) (Integer.MAX_VALUE - cost) << 32 | probeset;
        }
        Arrays.sort(costAndProbeset);
        return new BatchPlan(batchSize, Arrays.stream(costAndProbeset).mapToInt(key -> (int) key).toArray(),
                monteCarlo);
    }

    /** The cost of a simulated table, in cells; 0 where nothing is simulated. */
    private static int cost(CleanedTable cleaned, TestParameters parameters) {
        if (cleaned.method(parameters.minExpectedCount()) != Method.MONTE_CARLO) {
            return 0;
        }
        ContingencyTable table = cleaned.table();
        return table.rows() * table.columns();
    }

    public BatchSize batchSize() {
        return batchSize;
    }

    /** The number of probesets. */
    public int probesets() {
        return order.length;
    }

    /** The number of probesets that need simulation. */
    public int monteCarlo() {
        return monteCarlo;
    }

    /** The number of probeset batches. */
    public int batches() {
        return Math.ceilDiv(order.length, batchSize.size());
    }

    /**
     * The probesets of a batch.
     *
     * @param batch 0 to batches() - 1
     */
    public int[] probesets(int batch) {
        long from = (long) batch * batchSize.size();
        return Arrays.copyOfRange(order, (int) from, (int) Math.min(from + batchSize.size(), order.length));
    }
}

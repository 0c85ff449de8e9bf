package org.genoqc.homogeneity.batch;

import java.util.Arrays;
import org.genoqc.homogeneity.counts.ProbesetCounts;
import org.genoqc.homogeneity.parameters.TestParameters;
import org.genoqc.homogeneity.statistics.TestPlan;

/**
 * Which probesets make up which probeset batch. A function of data, parameters and batch size alone.
 *
 * <p>Probesets are ordered by cost, and batches handed out in that order: first those simulated each by itself, which
 * are the most expensive; then those that share permutations, with equal row totals together, so that they share within
 * their batch too, also those whose standard test is confirmed by simulation; last those that need none, which fill the end of
 * the run.
 */
public final class BatchPlan {

    private static final long ALONE = 0;
    private static final long SHARED = 1;
    private static final long NOT_SIMULATED = 2;
    /** A key has 31 bits: two for the kind, the others for what keeps like with like. */
    private static final int KIND_SHIFT = 29;

    private static final long MAX_NANOS = (1L << KIND_SHIFT) - 1;
    private static final int RARE_BITS = 12;
    /** For the logarithm of the places. */
    private static final int PLACES_BITS = 5;

    private static final long MAX_RARE = (1L << RARE_BITS) - 1;
    private static final long GROUPS_APART = 1L << (KIND_SHIFT - PLACES_BITS - RARE_BITS);

    private final BatchSize batchSize;
    private final TestPlan tests;
    private final int[] order;

    private BatchPlan(BatchSize batchSize, TestPlan tests, int[] order) {
        this.batchSize = batchSize;
        this.tests = tests;
        this.order = order;
    }

    public static BatchPlan of(ProbesetCounts counts, TestParameters parameters, BatchSize batchSize) {
        TestPlan tests = TestPlan.of(counts.probesets(), new CleanedTables(counts, parameters), parameters);
        long[] keys = new long[tests.probesets()];
        for (int probeset = 0; probeset < keys.length; probeset++) {
            keys[probeset] = key(tests, probeset) << Integer.SIZE | probeset;
        }
        Arrays.parallelSort(keys);
        return new BatchPlan(
                batchSize, tests, Arrays.stream(keys).mapToInt(key -> (int) key).toArray());
    }

    private static long key(TestPlan tests, int probeset) {
        if (!tests.isSimulated(probeset)) {
            return NOT_SIMULATED << KIND_SHIFT;
        }
        if (tests.isShared(probeset)) {
            long group = tests.group(probeset) % GROUPS_APART;
            // those that walk far together, so that the others need not
            long nearness = Integer.numberOfLeadingZeros(tests.places(probeset) | 1);
            return SHARED << KIND_SHIFT
                    | group << PLACES_BITS + RARE_BITS
                    | nearness << RARE_BITS
                    | MAX_RARE - Math.min(tests.rarePlaces(probeset), MAX_RARE);
        }
        return ALONE << KIND_SHIFT | MAX_NANOS - Math.min((long) tests.nanosPerTable(probeset), MAX_NANOS);
    }

    /** How each probeset is tested. */
    TestPlan tests() {
        return tests;
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
        return tests.monteCarlo();
    }

    /** The number of probesets that can be tested. */
    public int tested() {
        return tests.tested();
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
        return probesets(batch, 0, size(batch));
    }

    /** Some of the probesets of a batch, counted within it. */
    int[] probesets(int batch, int from, int to) {
        int first = batch * batchSize.size();
        return Arrays.copyOfRange(order, first + from, first + to);
    }

    /** How many probesets a batch has. */
    int size(int batch) {
        return Math.min(batchSize.size(), order.length - batch * batchSize.size());
    }
}

package org.genoqc.homogeneity.spark;

import java.io.IOException;
import java.util.Iterator;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.Row;
import org.genoqc.homogeneity.counts.GenotypingBatches;
import org.genoqc.homogeneity.counts.PackedCounts;

/**
 * The probesets of a partition, group after group, so that memory is that of a group however large a partition is.
 *
 * @param bytes of heap for a group, its counts not included
 */
record ProbesetGroups(GenotypingBatches batches, long bytes) {

    /** So many that walking along shared permutations, once for each group, costs little beside the tests. */
    private static final int MAX_PROBESETS = 1 << 13;

    private static final int MIN_ROWS = 1 << 14;
    private static final int MAX_ROWS = 1 << 20;
    /** Of a row: its counts, what its simulated tables are compared with, its share of what is found. */
    private static final int BYTES_PER_ROW = 1 << 8;

    private static final int PART_OF_HEAP = 8;

    /** Takes a group. */
    @FunctionalInterface
    interface Taker {
        void take(PackedCounts group) throws IOException;
    }

    /** As large as fits the heap of this executor, whose tasks run side by side. */
    static ProbesetGroups ofThisExecutor(GenotypingBatches batches) {
        int cores = SparkEnv.get()
                .conf()
                .getInt("spark.executor.cores", Runtime.getRuntime().availableProcessors());
        return new ProbesetGroups(batches, Runtime.getRuntime().maxMemory() / PART_OF_HEAP / Math.max(1, cores));
    }

    PackedCounts empty() {
        return new PackedCounts(batches);
    }

    boolean isLarge(PackedCounts group) {
        return group.probesets() >= MAX_PROBESETS
                || group.rows() >= Math.clamp(bytes / BYTES_PER_ROW, MIN_ROWS, MAX_ROWS);
    }

    /** @param rows those of a probeset one after the other, probesets in their order */
    void forEach(Iterator<Row> rows, Taker taker) throws IOException {
        PackedCounts group = empty();
        while (rows.hasNext()) {
            PackedCounts.Packed packed = InputParts.packed(rows.next());
            if (!group.isLast(packed.id()) && isLarge(group)) {
                taker.take(group);
                group = empty();
            }
            group.add(packed);
        }
        if (group.probesets() > 0) {
            taker.take(group);
        }
    }
}

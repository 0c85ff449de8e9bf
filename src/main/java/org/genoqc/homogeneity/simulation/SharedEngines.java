package org.genoqc.homogeneity.simulation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.genoqc.homogeneity.table.RowTotals;

/**
 * The shared permutations of a data set, one set for each combination of row totals, made when first needed.
 * Thread-safe.
 */
public final class SharedEngines {

    private final Map<RowTotals, SharedPermutations> engines = new ConcurrentHashMap<>();
    private final long randomSeed;
    private final int simulations;
    private long bytesLeft;

    /** @param mostBytesKept the memory in which permutations may be kept, so that every batch need not draw them */
    public SharedEngines(long randomSeed, int simulations, long mostBytesKept) {
        this.randomSeed = randomSeed;
        this.simulations = simulations;
        this.bytesLeft = mostBytesKept;
    }

    public SharedPermutations of(RowTotals rowTotals) {
        return engines.computeIfAbsent(rowTotals, this::make);
    }

    private synchronized SharedPermutations make(RowTotals rowTotals) {
        SharedPermutations made = new SharedPermutations(rowTotals, randomSeed, simulations, bytesLeft);
        bytesLeft -= made.bytesKept();
        return made;
    }
}

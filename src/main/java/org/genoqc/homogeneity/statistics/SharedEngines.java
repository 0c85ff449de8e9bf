package org.genoqc.homogeneity.statistics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The shared permutations of a data set, one set for each combination of row totals, made when first needed.
 * Thread-safe.
 */
public final class SharedEngines {

    private final Map<RowTotals, SharedPermutations> engines = new ConcurrentHashMap<>();
    private final TestParameters parameters;
    private long bytesLeft;

    /** @param mostBytesKept the memory in which permutations may be kept, so that every batch need not draw them */
    public SharedEngines(TestParameters parameters, long mostBytesKept) {
        this.parameters = parameters;
        this.bytesLeft = mostBytesKept;
    }

    SharedPermutations of(RowTotals rowTotals) {
        return engines.computeIfAbsent(rowTotals, this::make);
    }

    private synchronized SharedPermutations make(RowTotals rowTotals) {
        SharedPermutations made =
                new SharedPermutations(rowTotals, parameters.randomSeed(), parameters.nSimulations(), bytesLeft);
        bytesLeft -= made.bytesKept();
        return made;
    }
}

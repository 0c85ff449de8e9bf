package org.genoqc.homogeneity.counts;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import org.genoqc.homogeneity.counts.ProbesetCounts.RowName;
import org.genoqc.homogeneity.fault.InvalidInputException;

/**
 * Which probesets of a part of a data set have faults between rows, see {@link RowFaults}; on which lines is found out
 * afterwards, by {@link DividedDataSet#locate}. Not thread-safe.
 */
public final class RowProblems implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final LinkedHashSet<RowName> repeated = new LinkedHashSet<>();
    private final ArrayList<String> tooLarge = new ArrayList<>();

    /**
     * Looks for faults, unless there are enough.
     *
     * @param totalsMayOverflow whether counts are so large that they may add up to too much
     */
    public void lookAt(ProbesetCounts counts, boolean totalsMayOverflow) {
        for (int probeset = 0; probeset < counts.probesets() && !areEnough(); probeset++) {
            repeated.addAll(counts.repeatedRows(probeset));
            if (totalsMayOverflow && counts.isTooLarge(probeset)) {
                tooLarge.add(counts.probesetId(probeset));
            }
        }
    }

    /** Adds those of the probesets that follow, unless there are enough. */
    public void addAll(RowProblems others) {
        if (!areEnough()) {
            repeated.addAll(others.repeated);
            tooLarge.addAll(others.tooLarge);
        }
    }

    private boolean areEnough() {
        return repeated.size() + tooLarge.size() >= InvalidInputException.MAX_FAULTS;
    }

    public boolean isEmpty() {
        return repeated.isEmpty() && tooLarge.isEmpty();
    }

    LinkedHashSet<RowName> repeated() {
        return repeated;
    }

    ArrayList<String> tooLarge() {
        return tooLarge;
    }
}

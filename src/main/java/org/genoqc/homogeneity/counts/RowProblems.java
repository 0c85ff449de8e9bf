package org.genoqc.homogeneity.counts;

import java.io.Serial;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.Set;
import org.genoqc.homogeneity.counts.ProbesetCounts.RowName;
import org.genoqc.homogeneity.fault.InvalidInputException;

/**
 * Which probesets of a part of a data set have faults between rows, see {@link RowFaults}; on which lines is found out
 * afterwards, by {@link RowFaults#locate}. Not thread-safe.
 */
final class RowProblems implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final LinkedHashSet<RowName> repeated = new LinkedHashSet<>();
    private final LinkedHashSet<String> tooLarge = new LinkedHashSet<>();
    private final LinkedHashSet<String> withThirdAllele = new LinkedHashSet<>();
    private final LinkedHashSet<String> withSeveralPlaces = new LinkedHashSet<>();

    /**
     * Looks for faults, unless there are enough.
     *
     * @param totalsMayOverflow whether counts are so large that they may add up to too much
     */
    void lookAt(ProbesetCounts counts, boolean totalsMayOverflow) {
        for (int probeset = 0; probeset < counts.probesets() && !areEnough(); probeset++) {
            repeated.addAll(counts.repeatedRows(probeset));
            if (totalsMayOverflow && counts.isTooLarge(probeset)) {
                tooLarge.add(counts.probesetId(probeset));
            }
        }
    }

    void hasThirdAllele(String probesetId) {
        if (!areEnough()) {
            withThirdAllele.add(probesetId);
        }
    }

    void hasSeveralPlaces(String probesetId) {
        if (!areEnough()) {
            withSeveralPlaces.add(probesetId);
        }
    }

    /** Adds those of the probesets that follow, unless there are enough. */
    void addAll(RowProblems others) {
        if (!areEnough()) {
            repeated.addAll(others.repeated);
            tooLarge.addAll(others.tooLarge);
            withThirdAllele.addAll(others.withThirdAllele);
            withSeveralPlaces.addAll(others.withSeveralPlaces);
        }
    }

    private boolean areEnough() {
        return number() >= InvalidInputException.MAX_FAULTS;
    }

    private int number() {
        return repeated.size() + tooLarge.size() + withThirdAllele.size() + withSeveralPlaces.size();
    }

    boolean isEmpty() {
        return number() == 0;
    }

    Set<RowName> repeated() {
        return repeated;
    }

    Set<String> tooLarge() {
        return tooLarge;
    }

    Set<String> withThirdAllele() {
        return withThirdAllele;
    }

    Set<String> withSeveralPlaces() {
        return withSeveralPlaces;
    }
}

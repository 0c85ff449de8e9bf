package org.genoqc.homogeneity.counts;

import java.io.Serial;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.Set;
import org.genoqc.homogeneity.counts.ProbesetCounts.RowName;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.table.ContingencyTable;

/**
 * Which probesets of a data set, or of a part of it, have faults between rows, see {@link RowFaults}; on which lines is found out
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
     * Whether the counts of a probeset may add up to too much.
     *
     * @param largestCount of all counts
     * @param rows of all probesets
     */
    static boolean mayTotalsOverflow(long largestCount, long rows) {
        return (double) largestCount * rows * 4 > 0.5 * ContingencyTable.MAX_TOTAL;
    }

    /**
     * Looks for faults, unless there are enough.
     *
     * @param mayRepeat whether two rows may be of one probeset and genotyping batch
     * @param mayTotalsOverflow see {@link #mayTotalsOverflow(long, long)}
     */
    void lookAt(ProbesetCounts counts, boolean mayRepeat, boolean mayTotalsOverflow) {
        if (!mayRepeat && !mayTotalsOverflow) {
            return;
        }
        for (int probeset = 0; probeset < counts.probesets() && !areEnough(); probeset++) {
            if (mayRepeat) {
                repeated.addAll(counts.repeatedRows(probeset));
            }
            if (mayTotalsOverflow && counts.isTooLarge(probeset)) {
                tooLarge.add(counts.probesetId(probeset));
            }
        }
    }

    /** Notes that rows of a probeset have more than two alleles together. */
    void hasThirdAllele(String probesetId) {
        if (!areEnough()) {
            withThirdAllele.add(probesetId);
        }
    }

    /** Notes that rows of a probeset have it in different places. */
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

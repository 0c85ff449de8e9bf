package org.genoqc.homogeneity.findings;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.genoqc.homogeneity.counts.StratumCounts;

/**
 * A genotyping batch that differs from all others together in a probeset. Effects follow from the counts.
 *
 * @param probeset its number among those of the data set
 * @param genotypingBatch its number among those of the data set
 * @param stratum the number of the stratum that it is of; {@link StratumCounts#NONE} where the data has none
 * @param batch its counts
 * @param rest those of all other genotyping batches together, in the same stratum
 * @param lnPValueCalls the natural logarithm of the exact p-value of AA, AB and BB, batch against rest; 0 where there is
 *     nothing to compare
 * @param lnPValueNocalls that of called against NC
 * @param kinds what is wrong, at least one
 */
public record Finding(
        int probeset,
        int genotypingBatch,
        int stratum,
        GenotypeCounts batch,
        GenotypeCounts rest,
        double lnPValueCalls,
        double lnPValueNocalls,
        Set<FindingKind> kinds) {

    public Finding {
        kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    }

    /** The same of a probeset that has another number among those of the data set. */
    Finding numbered(int number) {
        return new Finding(number, genotypingBatch, stratum, batch, rest, lnPValueCalls, lnPValueNocalls, kinds);
    }

    /** How much the batch differs. */
    public Effects effects() {
        return Effects.of(batch, rest);
    }
}

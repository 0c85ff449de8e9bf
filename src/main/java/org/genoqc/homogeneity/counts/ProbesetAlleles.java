package org.genoqc.homogeneity.counts;

import java.util.Arrays;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;

/**
 * The two alleles of each probeset, by which the rows of different files are aligned: files may name either first, and not
 * know one that none of their samples has. The first to come of a probeset's alleles is that of AA at first, whatever the
 * order of the files; at the end AA is the homozygote of the allele that comes first in code point order. Not thread-safe.
 */
final class ProbesetAlleles {

    private static final int NONE = -1;
    private static final byte AS_HERE = 1;
    private static final byte EXCHANGED = 2;
    private static final long BYTES_PER_PROBESET = 2 * Integer.BYTES + 1;

    private final HeapBudget.Share budget;
    private final IdPool names = AlleleNames.pool();
    private int[] firsts = {};
    private int[] seconds = {};
    /** In which orders rows named the two. */
    private byte[] orders = {};

    ProbesetAlleles(HeapBudget.Share budget) {
        this.budget = budget;
    }

    /** How the homozygotes of a row lie to those of its probeset. */
    enum Alignment {
        SAME,
        EXCHANGED,
        /** The row has an allele that is a third one. */
        THIRD_ALLELE
    }

    /** All alleles of all probesets. */
    IdPool names() {
        return names;
    }

    /** Makes room for so many probesets. */
    void reserve(int probesets) throws HeapBudgetExceededException {
        if (probesets > firsts.length) {
            int known = firsts.length;
            int capacity = Math.max(probesets, known + (known >> 1));
            budget.take(BYTES_PER_PROBESET * (capacity - known));
            firsts = Arrays.copyOf(firsts, capacity);
            seconds = Arrays.copyOf(seconds, capacity);
            orders = Arrays.copyOf(orders, capacity);
            Arrays.fill(firsts, known, capacity, NONE);
            Arrays.fill(seconds, known, capacity, NONE);
        }
    }

    /**
     * Aligns a row.
     *
     * @param probeset below the number for which room was made
     * @param first the number of the allele that is of AA in the row, in {@link #names}
     * @param second that of BB
     */
    Alignment align(int probeset, int first, int second) {
        int placeOfFirst = place(probeset, first);
        int placeOfSecond = place(probeset, second);
        if (placeOfFirst > 1 || placeOfSecond > 1) {
            return Alignment.THIRD_ALLELE;
        }
        boolean exchanged = placeOfFirst == NONE ? placeOfSecond == 0 : placeOfFirst == 1;
        if (placeOfFirst != NONE && placeOfSecond != NONE) {
            orders[probeset] |= exchanged ? EXCHANGED : AS_HERE;
        }
        return exchanged ? Alignment.EXCHANGED : Alignment.SAME;
    }

    /** 0 for the probeset's first allele, 1 for its second, 2 for another; {@link #NONE} for an unknown one. */
    private int place(int probeset, int allele) {
        if (AlleleNames.isUnknown(allele)) {
            return NONE;
        }
        if (firsts[probeset] == NONE) {
            firsts[probeset] = allele;
        }
        if (firsts[probeset] == allele) {
            return 0;
        }
        if (seconds[probeset] == NONE) {
            seconds[probeset] = allele;
        }
        return seconds[probeset] == allele ? 1 : 2;
    }

    /** Whether AA is the homozygote of the allele that comes second in code point order. */
    boolean isReversed(int probeset) {
        return seconds[probeset] != NONE && names.compare(firsts[probeset], seconds[probeset]) > 0;
    }

    /** Whether some rows of the probeset named the alleles in one order and some in the other. */
    boolean isNamedInBothOrders(int probeset) {
        return orders[probeset] == (AS_HERE | EXCHANGED);
    }
}

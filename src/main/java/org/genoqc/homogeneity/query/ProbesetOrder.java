package org.genoqc.homogeneity.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** By which column of the result probesets are sorted. */
public enum ProbesetOrder {
    /** By code points; the order of the result itself. */
    PROBESET_ID(-1, false),
    PVALUE(0, true),
    PVALUE_CALLS(1, true),
    PVALUE_NOCALLS(2, true),
    LARGEST_FREQUENCY_DIFFERENCE(3, false),
    LARGEST_NOCALL_DIFFERENCE(4, false),
    N_FINDINGS(5, false),
    CALL_RATE(6, false),
    MAF(7, false);

    /** How many are stored. */
    static final int STORED = values().length - 1;

    private final int stored;
    private final boolean isPValue;

    ProbesetOrder(int stored, boolean isPValue) {
        this.stored = stored;
        this.isPValue = isPValue;
    }

    /** The one whose column is called so. */
    public static Optional<ProbesetOrder> labelled(String column) {
        return Arrays.stream(values())
                .filter(order -> order.column().equals(column))
                .findFirst();
    }

    /** The names of all columns, for messages. */
    public static String columns() {
        return Arrays.stream(values()).map(ProbesetOrder::column).collect(Collectors.joining(", "));
    }

    /** The column of the result, as in REST. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether ties are settled by the asymptotic p-value of the probeset before its id. */
    boolean isPValue() {
        return isPValue;
    }

    /** Which of the stored orders it is, from 0; -1 for that of the result. */
    int stored() {
        return stored;
    }
}

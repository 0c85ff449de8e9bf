package org.genoqc.homogeneity.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** By which column of the result probesets are sorted. */
public enum ProbesetOrder {
    /** By code points; the order of the result itself. */
    PROBESET_ID(false),
    PVALUE(true),
    PVALUE_CALLS(true),
    PVALUE_NOCALLS(true),
    LARGEST_FREQUENCY_DIFFERENCE(false),
    LARGEST_NOCALL_DIFFERENCE(false),
    N_FINDINGS(false),
    CALL_RATE(false),
    MAF(false);

    private final boolean isPValue;

    ProbesetOrder(boolean isPValue) {
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
        return ordinal() - 1;
    }

    /** Those that are stored. */
    static final int STORED = values().length - 1;
}

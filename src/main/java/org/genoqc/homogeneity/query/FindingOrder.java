package org.genoqc.homogeneity.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** By what findings are sorted. */
public enum FindingOrder {
    /** By probeset, then genotyping batch, by code points; the order of the findings themselves. */
    PROBESET_ID(-1),
    /** By code points. */
    BATCH_NAME(0),
    /** By the smaller of the two p-values. */
    PVALUE(1),
    PVALUE_CALLS(2),
    PVALUE_NOCALLS(3),
    /** By how large it is, whichever sign it has. */
    FREQUENCY_DIFFERENCE(4),
    /** By how large it is, whichever sign it has. */
    NOCALL_DIFFERENCE(5);

    /** How many are stored. */
    static final int STORED = values().length - 1;

    private static final String LN_CALLS = "ln_pvalue_calls";
    private static final String LN_NO_CALLS = "ln_pvalue_nocalls";

    private final int stored;

    FindingOrder(int stored) {
        this.stored = stored;
    }

    /** The one that is called so. */
    public static Optional<FindingOrder> labelled(String label) {
        return Arrays.stream(values())
                .filter(order -> order.label().equals(label))
                .findFirst();
    }

    /** The names of all, for messages. */
    public static String labels() {
        return Arrays.stream(values()).map(FindingOrder::label).collect(Collectors.joining(", "));
    }

    /** As in REST. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The columns of the findings whose smallest number decides; none where names do. */
    List<String> columns() {
        return switch (this) {
            case PROBESET_ID, BATCH_NAME -> List.of();
            case PVALUE -> List.of(LN_CALLS, LN_NO_CALLS);
            case PVALUE_CALLS -> List.of(LN_CALLS);
            case PVALUE_NOCALLS -> List.of(LN_NO_CALLS);
            case FREQUENCY_DIFFERENCE, NOCALL_DIFFERENCE -> List.of(label());
        };
    }

    /** Whether numbers are compared without their signs. */
    boolean isOfDifferences() {
        return this == FREQUENCY_DIFFERENCE || this == NOCALL_DIFFERENCE;
    }

    /** Which of the stored orders it is, from 0; -1 for that of the findings. */
    int stored() {
        return stored;
    }
}

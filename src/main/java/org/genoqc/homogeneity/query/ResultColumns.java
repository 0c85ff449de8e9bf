package org.genoqc.homogeneity.query;

import java.io.IOException;
import org.genoqc.homogeneity.statistics.AsymptoticPValue;
import org.genoqc.homogeneity.statistics.Method;

/** What is taken from each row of the result. */
final class ResultColumns {

    /** The column of keys that settles ties of p-values; those before it are of the stored orders. */
    static final int TIES = ProbesetOrder.STORED;

    private final TsvScanner result;
    private final int id;
    private final int method;
    private final int chiSquared;
    private final int degreesOfFreedom;
    private final int ln;
    private final int asymptotic;
    /** Of the stored orders; -1 where there is no such column. */
    private final int[] values = new int[ProbesetOrder.STORED];

    ResultColumns(TsvScanner result) throws IOException {
        this.result = result;
        id = result.column("probeset_id");
        method = result.column("method");
        chiSquared = result.column("chi2_statistic");
        degreesOfFreedom = result.column("dof");
        ln = result.column("ln_pvalue");
        asymptotic = result.has("pvalue_asymptotic") ? result.column("pvalue_asymptotic") : -1;
        for (ProbesetOrder order : ProbesetOrder.values()) {
            if (order.stored() >= 0) {
                values[order.stored()] = result.has(order.column()) ? result.column(order.column()) : -1;
            }
        }
    }

    /** The column of the ids. */
    int id() {
        return id;
    }

    /** Whether the result has the column of a stored order. */
    boolean has(int stored) {
        return values[stored] >= 0;
    }

    void write(RowBlocks.Writer rows, RowBlocks.Writer keys) throws IOException {
        String label = result.text(method);
        Method byMethod = Method.labelled(label).orElseThrow(() -> result.fault("method can't be " + label));
        rows.column(0).putLong(result.offset());
        rows.column(1).putDouble(result.number(values[ProbesetOrder.PVALUE.stored()]));
        rows.column(2).put(Codes.of(byMethod));
        rows.endRow();
        for (int stored = 0; stored < ProbesetOrder.STORED; stored++) {
            keys.column(stored).putLong(RadixSort.key(has(stored) ? result.number(values[stored]) : Double.NaN));
        }
        keys.column(TIES).putLong(RadixSort.key(tie(byMethod)));
        keys.endRow();
    }

    /**
     * A number in the order of the asymptotic p-value: that itself, or where it underflows its logarithm, which is
     * below all p-values.
     */
    private double tie(Method byMethod) throws IOException {
        if (byMethod == Method.SKIPPED) {
            return Double.NaN;
        }
        double value = asymptotic < 0 ? 0 : result.number(asymptotic);
        if (value >= Double.MIN_NORMAL) {
            return value;
        }
        return byMethod == Method.STANDARD
                ? result.number(ln)
                : AsymptoticPValue.of(result.number(chiSquared), (int) result.number(degreesOfFreedom))
                        .ln();
    }
}

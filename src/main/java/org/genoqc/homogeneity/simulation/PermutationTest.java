package org.genoqc.homogeneity.simulation;

import java.util.List;
import org.genoqc.homogeneity.table.ColumnTotals;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;

/**
 * Monte Carlo tests of tables with the same row totals by the same permutations.
 *
 * <p>The null distribution depends only on the margins: given the row labels of all N samples in random order, the
 * first c_1 make up one column, the next c_2 another, and so on. One permutation thus gives a table for every set of
 * column totals. Permutation k serves table k of every probeset; the tables of one probeset are independent, the
 * errors of different probesets are not, as in permutation mapping generally (Churchill and Doerge 1994, "Empirical
 * threshold values for quantitative trait mapping").
 *
 * <p>With weights w_i = 1 / r_i, P_m the row counts of the first m labels, and &lt;u, v&gt; = sum u_i v_i w_i, a table
 * whose columns are dealt out as in {@link ColumnTotals}, to s (rare), t (tail) and m = t + a (drawn) places, L being
 * the samples of the column that is not drawn, has
 *
 * <pre>
 * S = chi2 / N + 1 = (&lt;P_m, P_m&gt; + &lt;P_t, P_t&gt; - 2 &lt;P_m, P_t&gt;) / a + (N - 2 m + &lt;P_m, P_m&gt;) / L + T
 * T = &lt;P_t, P_t&gt; / t                                                 for three columns
 * T = &lt;P_s, P_s&gt; / s + (&lt;P_t, P_t&gt; + &lt;P_s, P_s&gt; - 2 &lt;P_s, P_t&gt;) / (t - s)   for four
 * </pre>
 *
 * The squares are running sums: a further label of row i adds (2 count + 1) w_i. What remains per table is one inner
 * product over the rows. It is taken in single precision for a whole block of permutations at once, which the JIT
 * compiler vectorizes; where S is within its error bound of the observed value the table is made and
 * {@link Exceedance} decides, so that every decision is exact.
 *
 * <p>All that a table takes from a permutation are its first m labels, and these do not depend on how far the
 * permutation is drawn: the outcome for a table does not depend on which others are tested with it, if any.
 */
public final class PermutationTest implements TableSimulation {

    /** The largest N. */
    static final long MAX_SAMPLES = 1 << 24;
    /** Row counts up to this are exact in floats. */
    static final long MAX_ROW_TOTAL = 1 << 23;
    /** Rows are numbered by chars. */
    static final int MAX_ROWS = 1 << 16;
    /** The most labels that are drawn for a table: what a probeset costs that nobody shares its permutations with. */
    static final int MAX_DRAWN = 1 << 19;

    /** What an evaluator keeps of a block for a table: what its rarer columns add to the statistic. */
    public static final long BYTES_PER_TABLE = (long) BLOCK * Double.BYTES;

    private final SharedPermutations permutations;
    private final List<EqualMargins> margins;
    private final int tables;

    /**
     * @param permutations those of the row totals that all tables have
     * @param observed the tables, numbered in this order
     */
    public PermutationTest(SharedPermutations permutations, List<ObservedTable> observed) {
        this.permutations = permutations;
        this.tables = observed.size();
        this.margins = EqualMargins.of(permutations.rowTotals(), observed);
    }

    /** Whether a table is tested by permutations: a function of its own margins alone. */
    public static boolean serves(ContingencyTable table, RowTotals rowTotals) {
        return table.columns() <= ColumnTotals.MAX_COLUMNS
                && table.total() <= MAX_SAMPLES
                && rowTotals.rows() <= MAX_ROWS
                && rowTotals.largest() <= MAX_ROW_TOTAL
                && ColumnTotals.of(table).drawn() <= MAX_DRAWN;
    }

    /** What an evaluator keeps of a block at each place where the second most common column of a table begins. */
    public static long bytesOfTail(RowTotals rowTotals) {
        return BLOCK * ((long) rowTotals.rows() * TailCounts.bytesPerCount(rowTotals) + Double.BYTES);
    }

    @Override
    public int tables() {
        return tables;
    }

    @Override
    public Evaluator evaluator() {
        RowTotals rowTotals = permutations.rowTotals();
        LaneCounts counts = new LaneCounts(rowTotals);
        int drawn = margins.isEmpty() ? 0 : margins.getLast().columns().drawn();
        BlockEvaluation evaluation = new BlockEvaluation(counts, margins, rowTotals);
        LabelSource labels = permutations.labels(counts, drawn);
        return (block, simulations, found) -> {
            counts.clear();
            labels.begin(block, simulations);
            evaluation.evaluate(
                    labels,
                    (ofMargins, statistics, simulated) -> ofMargins.find(statistics, simulations, simulated, found));
        };
    }
}

package org.genoqc.homogeneity.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.genoqc.homogeneity.table.ColumnTotals;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.RowTotals;

/**
 * Monte Carlo tests of many tables with the same row totals by the same permutations.
 *
 * <p>The null distribution depends only on the margins: given the row labels of all N samples in random order, the
 * first c_1 make up one column, the next c_2 another, and so on. One permutation thus gives a table for every set of
 * column totals. Permutation k serves table k of every probeset; the tables of one probeset are independent, the
 * errors of different probesets are not, as in permutation mapping generally (Churchill and Doerge 1994, "Empirical
 * threshold values for quantitative trait mapping").
 *
 * <p>With weights w_i = 1 / r_i, P_a the row counts of the first a labels, S_t those of the last t, and
 * &lt;u, v&gt; = sum u_i v_i w_i, a table whose columns are dealt out as in {@link ColumnTotals} has
 *
 * <pre>
 * S = chi2 / N + 1 = &lt;P_a, P_a&gt; / a + (N - 2 (a + t) + &lt;P_a, P_a&gt; + &lt;S_t, S_t&gt; + 2 &lt;P_a, S_t&gt;) / L + T
 * T = &lt;S_t, S_t&gt; / t                                                 for three columns
 * T = &lt;S_s, S_s&gt; / s + (&lt;S_t, S_t&gt; + &lt;S_s, S_s&gt; - 2 &lt;S_s, S_t&gt;) / (t - s)   for four
 * </pre>
 *
 * The squares are running sums: a further label of row i adds (2 count + 1) w_i. What remains per table is one inner
 * product over the rows. It is taken in single precision for a whole block of permutations at once, which the JIT
 * compiler vectorizes; where S is within its error bound of the observed value the table is made and
 * {@link Exceedance} decides, so that every decision is exact.
 *
 * <p>Thread-safe; instances keep permutations in memory for the next call.
 */
public final class PermutationTest {

    private final RowTotals rowTotals;
    private final PermutationCache permutations;

    /**
     * @param rowTotals those of all tables to be tested
     * @param simulations B, the number of permutations
     * @param mostBytesKept the memory that may be used to keep permutations from one call to the next
     */
    public PermutationTest(RowTotals rowTotals, long randomSeed, int simulations, long mostBytesKept) {
        this.rowTotals = rowTotals;
        this.permutations = new PermutationCache(rowTotals, randomSeed, simulations, mostBytesKept);
    }

    /** The memory that its permutations take once all were drawn; 0 if they are not kept. */
    public long bytesKept() {
        return permutations.bytesKept();
    }

    /**
     * Tests tables; the result for a table does not depend on which others are tested with it.
     *
     * @param tables tables of two to four columns with positive margins and these row totals
     * @return the exceedances of each, in the order of the tables
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    public List<Integer> test(List<ContingencyTable> tables, Cancellation cancellation) {
        TreeMap<ColumnTotals, EqualMargins> margins = new TreeMap<>();
        List<EqualMargins.Observed> observed = new ArrayList<>(tables.size());
        for (ContingencyTable table : tables) {
            if (!RowTotals.of(table).equals(rowTotals)) {
                throw new IllegalArgumentException("a table has other row totals");
            }
            observed.add(
                    margins.computeIfAbsent(ColumnTotals.of(table), columns -> new EqualMargins(columns, rowTotals))
                            .add(table));
        }
        BlockEvaluation block = new BlockEvaluation(rowTotals, List.copyOf(margins.values()));
        for (int i : order(tables)) {
            cancellation.throwIfRequested();
            block.evaluate(permutations.block(i), permutations.lanes(i));
        }
        List<Integer> exceedances = new ArrayList<>(tables.size());
        for (EqualMargins.Observed table : observed) {
            exceedances.add(table.exceedances());
        }
        return exceedances;
    }

    /** The blocks, beginning anywhere, so that workers that begin together do not all wait for the same blocks. */
    private List<Integer> order(List<ContingencyTable> tables) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < permutations.blocks(); i++) {
            order.add(i);
        }
        if (!tables.isEmpty()) {
            int first = Math.floorMod(
                    Long.hashCode(tables.getFirst().count(0, 0) * 31
                            + Thread.currentThread().threadId() * (permutations.blocks() / 2 + 1)),
                    permutations.blocks());
            Collections.rotate(order, first);
        }
        return order;
    }
}

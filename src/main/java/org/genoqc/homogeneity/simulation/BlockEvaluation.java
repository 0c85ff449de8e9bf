package org.genoqc.homogeneity.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.genoqc.homogeneity.table.ColumnTotals;
import org.genoqc.homogeneity.table.RowTotals;

/**
 * Evaluates many tables on a block of permutations, lane by lane side by side: first from the end of the permutations
 * inwards for the tails, then from the beginning for the heads, each label looked at once. Not thread-safe.
 */
final class BlockEvaluation {

    private static final int LANES = PermutationCache.LANES;
    /** The inner product takes so many rows at a time; the arrays are padded with empty rows. */
    private static final int ROWS_AT_A_TIME = 4;

    private final int paddedRows;
    private final double samples;
    private final double[] weights;
    private final float[] floatWeights;
    private final float[][] counts;
    private final double[] squares = new double[LANES];
    private final float[] products = new float[LANES];
    private final double[] statistics = new double[LANES];

    /** Tails by the number of places, ascending. */
    private final Tail[] tails;
    /** Tables in the order of their heads. */
    private final Table[] tables;

    /** The last so many places of the permutations. */
    private static final class Tail {
        private final int places;
        /** Row counts times row weights, lane by lane; empty where no inner product is taken with it. */
        private float[][] weighted = {};

        private final double[] squares = new double[LANES];
        private final List<TailColumns> endingHere = new ArrayList<>();

        Tail(int places) {
            this.places = places;
        }
    }

    /** One or two columns that share a tail, and what they add to S. */
    private static final class TailColumns {
        private final Tail rare;
        private final int places;
        private final int rarePlaces;
        private final double[] terms = new double[LANES];

        TailColumns(Tail rare, int places, int rarePlaces) {
            this.rare = rare;
            this.places = places;
            this.rarePlaces = rarePlaces;
        }
    }

    private record Table(EqualMargins margins, Tail tail, TailColumns columns) {}

    BlockEvaluation(RowTotals rowTotals, List<EqualMargins> inOrder) {
        int rows = rowTotals.rows();
        this.paddedRows = Math.ceilDiv(rows, ROWS_AT_A_TIME) * ROWS_AT_A_TIME;
        this.samples = rowTotals.total();
        this.weights = new double[rows];
        this.floatWeights = new float[rows];
        for (int row = 0; row < rows; row++) {
            weights[row] = 1.0 / rowTotals.ascending()[row];
            floatWeights[row] = (float) weights[row];
        }
        this.counts = new float[paddedRows][LANES];
        TreeMap<Integer, Tail> byPlaces = new TreeMap<>();
        TreeMap<ColumnTotals, TailColumns> byColumns = new TreeMap<>();
        List<Table> all = new ArrayList<>();
        for (EqualMargins margins : inOrder) {
            ColumnTotals columns = margins.columns();
            Tail rare = byPlaces.computeIfAbsent(columns.rare(), Tail::new);
            Tail tail = byPlaces.computeIfAbsent(columns.tail(), Tail::new);
            tail.weighted = weightedArray(tail.weighted);
            TailColumns ending =
                    byColumns.computeIfAbsent(new ColumnTotals(0, columns.tail(), columns.rare(), 0), key -> {
                        TailColumns added = new TailColumns(rare, key.tail(), key.rare());
                        tail.endingHere.add(added);
                        return added;
                    });
            if (columns.rare() > 0) {
                rare.weighted = weightedArray(rare.weighted);
            }
            all.add(new Table(margins, tail, ending));
        }
        this.tails = byPlaces.values().toArray(Tail[]::new);
        this.tables = all.toArray(Table[]::new);
    }

    private float[][] weightedArray(float[][] present) {
        return present.length > 0 ? present : new float[paddedRows][LANES];
    }

    /**
     * Counts the exceedances of all tables among the permutations.
     *
     * @param labels permutations one after another, N labels each
     */
    void evaluate(char[] labels, int lanes) {
        walkTails(labels, lanes);
        walkHeads(labels, lanes);
    }

    private void walkTails(char[] labels, int lanes) {
        int n = labels.length / lanes;
        begin();
        int taken = 0;
        for (Tail tail : tails) {
            add(labels, n - tail.places, n - taken, n, lanes);
            taken = tail.places;
            System.arraycopy(squares, 0, tail.squares, 0, LANES);
            if (tail.weighted.length > 0) {
                weigh(tail.weighted);
            }
            for (TailColumns columns : tail.endingHere) {
                endTail(columns);
            }
        }
    }

    private void weigh(float[][] weighted) {
        for (int row = 0; row < floatWeights.length; row++) {
            float weight = floatWeights[row];
            float[] from = counts[row];
            float[] to = weighted[row];
            for (int lane = 0; lane < to.length; lane++) {
                to[lane] = from[lane] * weight;
            }
        }
    }

    /** T of one or two columns. */
    private void endTail(TailColumns columns) {
        double[] terms = columns.terms;
        if (columns.places == 0) {
            return;
        }
        if (columns.rarePlaces == 0) {
            double perPlace = 1.0 / columns.places;
            for (int lane = 0; lane < LANES; lane++) {
                terms[lane] = squares[lane] * perPlace;
            }
            return;
        }
        multiply(counts, columns.rare.weighted);
        double perRare = 1.0 / columns.rarePlaces;
        double perOther = 1.0 / (columns.places - columns.rarePlaces);
        double[] rareSquares = columns.rare.squares;
        for (int lane = 0; lane < LANES; lane++) {
            terms[lane] =
                    rareSquares[lane] * perRare + (squares[lane] + rareSquares[lane] - 2.0 * products[lane]) * perOther;
        }
    }

    private void walkHeads(char[] labels, int lanes) {
        int n = labels.length / lanes;
        begin();
        int taken = 0;
        Tail multiplied = null;
        for (Table table : tables) {
            ColumnTotals columns = table.margins.columns();
            if (taken < columns.head()) {
                multiplied = null;
            }
            add(labels, taken, columns.head(), n, lanes);
            taken = columns.head();
            if (multiplied != table.tail && table.tail.places > 0) {
                multiply(counts, table.tail.weighted);
                multiplied = table.tail;
            }
            if (table.tail.places > 0) {
                combine(columns, table.tail, table.columns);
            } else {
                combine(columns);
            }
            table.margins.count(statistics, lanes, labels);
        }
    }

    private void combine(ColumnTotals columns, Tail tail, TailColumns tailColumns) {
        double perHead = 1.0 / columns.head();
        double perRest = 1.0 / columns.rest();
        double constant = samples - 2.0 * (columns.head() + columns.tail());
        double[] terms = tailColumns.terms;
        double[] tailSquares = tail.squares;
        for (int lane = 0; lane < LANES; lane++) {
            statistics[lane] = squares[lane] * perHead
                    + terms[lane]
                    + (constant + squares[lane] + tailSquares[lane] + 2.0 * products[lane]) * perRest;
        }
    }

    private void combine(ColumnTotals columns) {
        double perHead = 1.0 / columns.head();
        double perRest = 1.0 / columns.rest();
        double constant = samples - 2.0 * columns.head();
        for (int lane = 0; lane < LANES; lane++) {
            statistics[lane] = squares[lane] * perHead + (constant + squares[lane]) * perRest;
        }
    }

    private void begin() {
        for (float[] ofRow : counts) {
            Arrays.fill(ofRow, 0);
        }
        Arrays.fill(squares, 0);
    }

    /** Takes the labels of a range of places of every permutation. */
    private void add(char[] labels, int from, int to, int n, int lanes) {
        int lane = 0;
        for (; lane + 1 < lanes; lane += 2) {
            addTwo(labels, lane * n + from, lane * n + to, n, lane);
        }
        for (; lane < lanes; lane++) {
            addOne(labels, lane * n + from, lane * n + to, lane);
        }
    }

    /** Two permutations at once: neither waits for the other's sum. */
    private void addTwo(char[] labels, int from, int to, int n, int lane) {
        double first = squares[lane];
        double second = squares[lane + 1];
        for (int i = from; i < to; i++) {
            int firstRow = labels[i];
            int secondRow = labels[i + n];
            float firstCount = counts[firstRow][lane];
            float secondCount = counts[secondRow][lane + 1];
            first += (2 * firstCount + 1) * weights[firstRow];
            second += (2 * secondCount + 1) * weights[secondRow];
            counts[firstRow][lane] = firstCount + 1;
            counts[secondRow][lane + 1] = secondCount + 1;
        }
        squares[lane] = first;
        squares[lane + 1] = second;
    }

    private void addOne(char[] labels, int from, int to, int lane) {
        double sum = squares[lane];
        for (int i = from; i < to; i++) {
            int row = labels[i];
            float count = counts[row][lane];
            sum += (2 * count + 1) * weights[row];
            counts[row][lane] = count + 1;
        }
        squares[lane] = sum;
    }

    /**
     * The inner products of row counts and weighted row counts, for all lanes. Four rows at a time and each row an
     * array of its own: in this form, and not with one array for all rows, the compiler vectorizes it.
     */
    private void multiply(float[][] left, float[][] right) {
        float[] sums = products;
        Arrays.fill(sums, 0);
        for (int row = 0; row < paddedRows; row += ROWS_AT_A_TIME) {
            multiplyRows(sums, left, right, row);
        }
    }

    private static void multiplyRows(float[] sums, float[][] left, float[][] right, int row) {
        float[] left0 = left[row];
        float[] left1 = left[row + 1];
        float[] left2 = left[row + 2];
        float[] left3 = left[row + 3];
        float[] right0 = right[row];
        float[] right1 = right[row + 1];
        float[] right2 = right[row + 2];
        float[] right3 = right[row + 3];
        for (int lane = 0; lane < sums.length; lane++) {
            sums[lane] += left0[lane] * right0[lane]
                    + left1[lane] * right1[lane]
                    + left2[lane] * right2[lane]
                    + left3[lane] * right3[lane];
        }
    }
}

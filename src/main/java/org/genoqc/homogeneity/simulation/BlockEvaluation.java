package org.genoqc.homogeneity.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.genoqc.homogeneity.table.ColumnTotals;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates many tables on a block of permutations, lane by lane side by side, in one walk along the permutations, each
 * label looked at once. Not thread-safe.
 */
final class BlockEvaluation {

    private static final int LANES = LaneCounts.LANES;

    private final LaneCounts counts;
    private final double samples;
    private final float[] products = new float[LANES];
    private final double[] statistics = new double[LANES];

    /** Tails by the number of places, ascending. */
    private final Tail[] tails;
    /** Tables in the order of their places. */
    private final Table[] tables;

    /** The first so many places of the permutations. */
    private static final class Tail {
        private final int places;
        /** Row counts times row weights, lane by lane; empty where there are no places. */
        private final float[][] weighted;

        private final double[] squares = new double[LANES];
        private final List<TailColumns> endingHere = new ArrayList<>();

        Tail(int places, int rows) {
            this.places = places;
            this.weighted = new float[places == 0 ? 0 : rows][LANES];
        }
    }

    /** One or two columns that share a tail, and what they add to S. */
    private static final class TailColumns {
        private final Tail rare;
        private final Tail tail;
        private final double[] terms = new double[LANES];

        TailColumns(Tail rare, Tail tail) {
            this.rare = rare;
            this.tail = tail;
        }
    }

    private record Table(EqualMargins margins, TailColumns columns) {}

    /** What becomes of simulated statistics. */
    @FunctionalInterface
    interface Statistics {

        /**
         * Takes those of all tables with the same margins.
         *
         * @param ofLanes S of each permutation of the block, to be looked at during the call alone
         * @param simulated likewise
         */
        void take(EqualMargins margins, double[] ofLanes, EqualMargins.Simulated simulated);
    }

    BlockEvaluation(LaneCounts counts, List<EqualMargins> inOrder, double samples) {
        this.counts = counts;
        this.samples = samples;
        int rows = counts.counts.length;
        TreeMap<Integer, Tail> byPlaces = new TreeMap<>();
        TreeMap<ColumnTotals, TailColumns> byColumns = new TreeMap<>();
        List<Table> all = new ArrayList<>();
        for (EqualMargins margins : inOrder) {
            ColumnTotals columns = margins.columns();
            Tail rare = byPlaces.computeIfAbsent(columns.rare(), places -> new Tail(places, rows));
            Tail tail = byPlaces.computeIfAbsent(columns.tail(), places -> new Tail(places, rows));
            TailColumns ending =
                    byColumns.computeIfAbsent(new ColumnTotals(columns.rare(), columns.tail(), 0, 0), key -> {
                        TailColumns added = new TailColumns(rare, tail);
                        tail.endingHere.add(added);
                        return added;
                    });
            all.add(new Table(margins, ending));
        }
        this.tails = byPlaces.values().toArray(Tail[]::new);
        this.tables = all.toArray(Table[]::new);
    }

    /** Finds the statistics of all tables, those with the same margins together. */
    void evaluate(LabelSource labels, Statistics taker) {
        int ended = 0;
        int drawn = 0;
        Tail multiplied = null;
        for (Table table : tables) {
            ColumnTotals columns = table.margins.columns();
            for (; ended < tails.length && tails[ended].places <= columns.drawn(); ended++) {
                advance(labels, tails[ended].places);
                end(tails[ended]);
                multiplied = null;
            }
            if (drawn < columns.drawn()) {
                drawn = columns.drawn();
                advance(labels, drawn);
                multiplied = null;
            }
            Tail tail = table.columns.tail;
            if (multiplied != tail && tail.places > 0) {
                multiply(tail.weighted);
                multiplied = tail;
            }
            combine(columns, tail.places > 0 ? table.columns : null);
            taker.take(table.margins, statistics, lane -> simulated(table, lane));
        }
    }

    private void advance(LabelSource labels, int place) {
        labels.advanceTo(place);
        counts.square();
    }

    private void end(Tail tail) {
        System.arraycopy(counts.squares, 0, tail.squares, 0, LANES);
        for (int row = 0; row < counts.rows() && tail.places > 0; row++) {
            float weight = counts.floatWeights[row];
            int[] from = counts.counts[row];
            float[] to = tail.weighted[row];
            for (int lane = 0; lane < to.length; lane++) {
                to[lane] = from[lane] * weight;
            }
        }
        for (TailColumns columns : tail.endingHere) {
            end(columns);
        }
    }

    /** T of one or two columns. */
    private void end(TailColumns columns) {
        int places = columns.tail.places;
        int rarePlaces = columns.rare.places;
        double[] terms = columns.terms;
        double[] squares = columns.tail.squares;
        if (places == 0) {
            return;
        }
        if (rarePlaces == 0) {
            double perPlace = 1.0 / places;
            for (int lane = 0; lane < LANES; lane++) {
                terms[lane] = squares[lane] * perPlace;
            }
            return;
        }
        multiply(columns.rare.weighted);
        double perRare = 1.0 / rarePlaces;
        double perOther = 1.0 / (places - rarePlaces);
        double[] rareSquares = columns.rare.squares;
        for (int lane = 0; lane < LANES; lane++) {
            terms[lane] =
                    rareSquares[lane] * perRare + (squares[lane] + rareSquares[lane] - 2.0 * products[lane]) * perOther;
        }
    }

    /** S of all lanes, from the inner products with the tail if there is one. */
    private void combine(ColumnTotals columns, @Nullable TailColumns tailColumns) {
        double perHead = 1.0 / columns.head();
        double perRest = 1.0 / columns.rest();
        double constant = samples - 2.0 * columns.drawn();
        double[] squares = counts.squares;
        if (tailColumns == null) {
            for (int lane = 0; lane < LANES; lane++) {
                statistics[lane] = squares[lane] * perHead + (constant + squares[lane]) * perRest;
            }
            return;
        }
        double[] terms = tailColumns.terms;
        double[] tailSquares = tailColumns.tail.squares;
        for (int lane = 0; lane < LANES; lane++) {
            statistics[lane] = (squares[lane] + tailSquares[lane] - 2.0 * products[lane]) * perHead
                    + (constant + squares[lane]) * perRest
                    + terms[lane];
        }
    }

    /** The table of a lane, whose counts are those at this place, rows and columns in ascending order of their totals. */
    private long[] simulated(Table of, int lane) {
        ColumnTotals columns = of.margins.columns();
        int width = columns.columns();
        long[] table = new long[counts.rows() * width];
        for (int row = 0; row < counts.rows(); row++) {
            long total = Math.round(1 / counts.weights[row]);
            long drawn = (long) counts.counts[row][lane];
            long tail = read(of.columns.tail, row, lane);
            long rare = read(of.columns.rare, row, lane);
            int cell = row * width;
            if (columns.rare() > 0) {
                table[cell++] = rare;
            }
            if (columns.tail() > 0) {
                table[cell++] = tail - rare;
            }
            table[cell++] = drawn - tail;
            table[cell] = total - drawn;
        }
        return table;
    }

    /** A row count from its weighted value: exact up to 2^23. */
    private long read(Tail tail, int row, int lane) {
        return tail.places == 0 ? 0 : Math.round((double) tail.weighted[row][lane] / counts.floatWeights[row]);
    }

    /**
     * The inner products of row counts and weighted row counts, for all lanes. Four rows at a time and each row an
     * array of its own: in this form, and not with one array for all rows, the compiler vectorizes it.
     */
    private void multiply(float[][] weighted) {
        float[] sums = products;
        Arrays.fill(sums, 0);
        for (int row = 0; row < weighted.length; row += LaneCounts.ROWS_AT_A_TIME) {
            multiplyRows(sums, counts.counts, weighted, row);
        }
    }

    private static void multiplyRows(float[] sums, int[][] left, float[][] right, int row) {
        int[] left0 = left[row];
        int[] left1 = left[row + 1];
        int[] left2 = left[row + 2];
        int[] left3 = left[row + 3];
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

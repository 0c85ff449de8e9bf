package org.genoqc.homogeneity.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.genoqc.homogeneity.table.ColumnTotals;
import org.genoqc.homogeneity.table.RowTotals;

/**
 * Evaluates many tables on a block of permutations, lane by lane side by side, in one walk along the permutations, each
 * label looked at once. Not thread-safe.
 */
final class BlockEvaluation {

    private static final int LANES = LaneCounts.LANES;

    private final LaneCounts counts;
    private final float[] products = new float[LANES];
    private final double[] statistics = new double[LANES];

    /** Tails by the number of places, ascending. */
    private final Tail[] tails;
    /** Tables in the order of their places. */
    private final Table[] tables;

    /** The first so many places of the permutations. */
    private static final class Tail {
        private final int places;
        private final TailCounts counts;
        private final double[] squares = new double[LANES];
        private final List<TailColumns> endingHere = new ArrayList<>();

        Tail(int places, RowTotals rowTotals, int rows) {
            this.places = places;
            this.counts = TailCounts.of(rowTotals, places == 0 ? 0 : rows);
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

    /**
     * What a statistic is made of. Thousands of these are gone through for each block, so that what is read of one is in one
     * place.
     *
     * @param constant S is (squares of head) perHead + (constant + squares at the last place) perRest + terms of the tail
     */
    private record Table(
            EqualMargins margins, TailColumns columns, int drawn, double perHead, double perRest, double constant) {

        static Table of(EqualMargins margins, TailColumns columns, double samples) {
            ColumnTotals totals = margins.columns();
            return new Table(
                    margins,
                    columns,
                    totals.drawn(),
                    1.0 / totals.head(),
                    1.0 / totals.rest(),
                    samples - 2.0 * totals.drawn());
        }
    }

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

    BlockEvaluation(LaneCounts counts, List<EqualMargins> inOrder, RowTotals rowTotals) {
        this.counts = counts;
        double samples = rowTotals.total();
        int rows = counts.counts.length;
        TreeMap<Integer, Tail> byPlaces = new TreeMap<>();
        TreeMap<ColumnTotals, TailColumns> byColumns = new TreeMap<>();
        List<Table> all = new ArrayList<>();
        for (EqualMargins margins : inOrder) {
            ColumnTotals columns = margins.columns();
            Tail rare = byPlaces.computeIfAbsent(columns.rare(), places -> new Tail(places, rowTotals, rows));
            Tail tail = byPlaces.computeIfAbsent(columns.tail(), places -> new Tail(places, rowTotals, rows));
            TailColumns ending =
                    byColumns.computeIfAbsent(new ColumnTotals(columns.rare(), columns.tail(), 0, 0), key -> {
                        TailColumns added = new TailColumns(rare, tail);
                        tail.endingHere.add(added);
                        return added;
                    });
            all.add(Table.of(margins, ending, samples));
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
            for (; ended < tails.length && tails[ended].places <= table.drawn; ended++) {
                labels.advanceTo(tails[ended].places);
                end(tails[ended]);
                multiplied = null;
            }
            if (drawn < table.drawn) {
                drawn = table.drawn;
                labels.advanceTo(drawn);
                multiplied = null;
            }
            Tail tail = table.columns.tail;
            if (multiplied != tail && tail.places > 0) {
                multiply(tail);
                multiplied = tail;
            }
            combine(table);
            taker.take(table.margins, statistics, lane -> simulated(table, lane));
        }
    }

    private void end(Tail tail) {
        System.arraycopy(counts.squares, 0, tail.squares, 0, LANES);
        tail.counts.take(counts.counts);
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
        multiply(columns.rare);
        double perRare = 1.0 / rarePlaces;
        double perOther = 1.0 / (places - rarePlaces);
        double[] rareSquares = columns.rare.squares;
        for (int lane = 0; lane < LANES; lane++) {
            terms[lane] =
                    rareSquares[lane] * perRare + (squares[lane] + rareSquares[lane] - 2.0 * products[lane]) * perOther;
        }
    }

    /** S of all lanes, from the inner products with the tail if there is one. */
    private void combine(Table table) {
        double perHead = table.perHead;
        double perRest = table.perRest;
        double constant = table.constant;
        double[] squares = counts.squares;
        if (table.columns.tail.places == 0) {
            for (int lane = 0; lane < LANES; lane++) {
                statistics[lane] = squares[lane] * perHead + (constant + squares[lane]) * perRest;
            }
            return;
        }
        double[] terms = table.columns.terms;
        double[] tailSquares = table.columns.tail.squares;
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

    private static long read(Tail tail, int row, int lane) {
        return tail.places == 0 ? 0 : tail.counts.count(row, lane);
    }

    /** The inner products of the counts of a tail and the weighted ones at this place, for all lanes. */
    private void multiply(Tail tail) {
        Arrays.fill(products, 0);
        tail.counts.multiply(counts.weighted, products);
    }
}

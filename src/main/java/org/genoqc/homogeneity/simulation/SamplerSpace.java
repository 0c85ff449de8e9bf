package org.genoqc.homogeneity.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Arrays for one sampler after another. Where few tables are simulated of each, memory that no cache holds yet takes a
 * tenth of the time. Serves one sampler at a time; grows to what the largest needs. Not thread-safe.
 */
final class SamplerSpace {

    private char[] places = {};
    private final List<BinomialTables> tables = new ArrayList<>();

    /** So many chars or more, whatever is in them. */
    char[] places(int number) {
        if (places.length < number) {
            places = new char[Math.max(number, 2 * places.length)];
        }
        return places;
    }

    /**
     * Tables of binomial distributions, none of which is made yet.
     *
     * @param column by its place among those drawn, from 0 on
     * @param mostTrials at most 65,535
     */
    BinomialTables binomialTables(int column, double p, int mostTrials) {
        while (tables.size() <= column) {
            tables.add(new BinomialTables());
        }
        BinomialTables ofColumn = tables.get(column);
        ofColumn.begin(p, mostTrials);
        return ofColumn;
    }
}

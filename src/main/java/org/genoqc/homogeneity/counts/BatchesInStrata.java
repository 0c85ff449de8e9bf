package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The pairs of stratum and genotyping batch that rows are of, numbered in the order of their arrival until they are sorted. Not
 * thread-safe before that.
 */
final class BatchesInStrata {

    /** An entry of the map, and two numbers. */
    private static final long BYTES_PER_PAIR = 120;

    private final IdPool names = new IdPool();
    private final Map<Long, Integer> numbers = new HashMap<>();
    private int[] strata = new int[16];
    private int[] batches = new int[16];
    private int[] sortedNames = {};

    /** How many pairs there are. */
    int size() {
        return numbers.size();
    }

    /** The names of the strata. */
    IdPool names() {
        return names;
    }

    /**
     * The number of a pair, a new one for a new pair.
     *
     * @param budget what the heap of a new pair is taken from
     */
    int number(int stratum, int batch, HeapBudget.Share budget) throws IOException {
        long pair = (long) stratum << Integer.SIZE | batch;
        Integer known = numbers.get(pair);
        if (known != null) {
            return known;
        }
        budget.take(BYTES_PER_PAIR);
        int number = numbers.size();
        if (number == strata.length) {
            strata = Arrays.copyOf(strata, 2 * number);
            batches = Arrays.copyOf(batches, 2 * number);
        }
        strata[number] = stratum;
        batches[number] = batch;
        numbers.put(pair, number);
        return number;
    }

    /**
     * Sorts by stratum, then by genotyping batch; from then on pairs, strata and genotyping batches have their ranks for numbers.
     *
     * @param rankOfBatch by number
     * @return the rank of each pair, by its number
     */
    int[] sort(int[] rankOfBatch) {
        sortedNames = names.sorted();
        int[] rankOfStratum = RowGrouping.ranks(sortedNames);
        int pairs = numbers.size();
        int[] strataBefore = strata;
        int[] batchesBefore = batches;
        int[] sorted = IntStream.range(0, pairs)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(pair -> rankOfStratum[strataBefore[pair]])
                        .thenComparingInt(pair -> rankOfBatch[batchesBefore[pair]]))
                .mapToInt(Integer::intValue)
                .toArray();
        strata = Arrays.stream(sorted)
                .map(pair -> rankOfStratum[strataBefore[pair]])
                .toArray();
        batches = Arrays.stream(sorted)
                .map(pair -> rankOfBatch[batchesBefore[pair]])
                .toArray();
        numbers.clear();
        return RowGrouping.ranks(sorted);
    }

    /** The number of pairs, once they are sorted. */
    int pairs() {
        return strata.length;
    }

    int stratum(int pair) {
        return strata[pair];
    }

    int batch(int pair) {
        return batches[pair];
    }

    String name(int stratum) {
        return names.text(sortedNames[stratum]);
    }
}

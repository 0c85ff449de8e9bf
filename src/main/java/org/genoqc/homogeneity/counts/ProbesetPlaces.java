package org.genoqc.homogeneity.counts;

import java.util.Arrays;
import java.util.List;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;

/**
 * Where each probeset is, as the files of counts say themselves; a file that does not know it leaves it to others. Not
 * thread-safe.
 */
final class ProbesetPlaces {

    private static final long BYTES_PER_PROBESET = Character.BYTES + Integer.BYTES;

    private final HeapBudget.Share budget;
    private final ChromosomeNames names = new ChromosomeNames();
    private char[] chromosomes = {};
    private int[] positions = {};

    ProbesetPlaces(HeapBudget.Share budget) {
        this.budget = budget;
    }

    /** Makes room for so many probesets. */
    void reserve(int probesets) throws HeapBudgetExceededException {
        if (probesets > chromosomes.length) {
            int known = chromosomes.length;
            int capacity = Math.max(probesets, known + (known >> 1));
            budget.take(BYTES_PER_PROBESET * (capacity - known));
            chromosomes = Arrays.copyOf(chromosomes, capacity);
            positions = Arrays.copyOf(positions, capacity);
            Arrays.fill(positions, known, capacity, Annotation.NO_POSITION);
        }
    }

    /** The numbers of the chromosomes of a chunk; 0 where none is known, or where there are too many. */
    char[] numbersOf(IdPool ofChunk) {
        char[] numbers = new char[ofChunk.size()];
        for (int name = 0; name < numbers.length; name++) {
            numbers[name] = numberOf(ofChunk.text(name), names);
        }
        return numbers;
    }

    static char numberOf(String chromosome, ChromosomeNames names) {
        return PlaceText.isNoChromosome(chromosome) ? 0 : (char) names.numberOf(chromosome);
    }

    /**
     * Takes what a row says.
     *
     * @param probeset below the number for which room was made
     * @return false if an earlier row said something else
     */
    boolean take(int probeset, char chromosome, int position) {
        if (chromosomes[probeset] == 0) {
            chromosomes[probeset] = chromosome;
        }
        if (positions[probeset] == Annotation.NO_POSITION) {
            positions[probeset] = position;
        }
        return (chromosome == 0 || chromosome == chromosomes[probeset])
                && (position == Annotation.NO_POSITION || position == positions[probeset]);
    }

    int position(int probeset) {
        return positions[probeset];
    }

    /** Of all chromosomes so far. */
    ChromosomeNames names() {
        return names;
    }

    /** All that was taken, which says nothing of SNPs. */
    Annotation annotation() {
        return new Annotation(chromosomes, names.names(), positions, new int[0], new IdPool(), List.of());
    }
}

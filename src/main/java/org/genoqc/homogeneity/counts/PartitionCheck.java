package org.genoqc.homogeneity.counts;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the probesets of a part of a data set once their rows have been brought together: their ids, where they are,
 * what is wrong between their rows, what may surprise. Not thread-safe.
 */
public final class PartitionCheck implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final ArrayList<byte[]> ids = new ArrayList<>();
    private final RowProblems problems = new RowProblems();
    private final ArrayList<String> chromosomes = new ArrayList<>();
    private final ArrayList<Integer> positions = new ArrayList<>();
    private final Some controls = new Some();
    private final Some incomplete = new Some();
    private final Some exchanged = new Some();
    private int rowsOfFirstIncomplete;

    /** How many there are of something, and the first of them. */
    static final class Some implements Serializable {

        @Serial
        private static final long serialVersionUID = 1;

        private long number;
        private @Nullable String first;

        private void add(String id) {
            first = number == 0 ? id : first;
            number++;
        }

        private void addAll(Some next) {
            first = number == 0 ? next.first : first;
            number += next.number;
        }

        long number() {
            return number;
        }

        /** Empty where there is none. */
        String first() {
            return first == null ? "" : first;
        }
    }

    /**
     * Looks at further probesets, which come after those before.
     *
     * @param group nothing is to be added to it afterwards
     * @param mayTotalsOverflow whether counts are so large that they may add up to too much
     */
    public void lookAt(PackedCounts group, GenotypingBatches batches, boolean mayTotalsOverflow) {
        ProbesetCounts counts = group.counts();
        problems.addAll(group.problems());
        problems.lookAt(counts, true, mayTotalsOverflow);
        Map<String, String> same = new HashMap<>();
        for (int probeset = 0; probeset < counts.probesets(); probeset++) {
            String id = counts.probesetId(probeset);
            ids.add(group.ids().bytes(probeset));
            if (DataSetReading.isControl(id)) {
                controls.add(id);
            }
            if (counts.rows(probeset) < batches.rowsOfProbeset()) {
                rowsOfFirstIncomplete = incomplete.number() == 0 ? counts.rows(probeset) : rowsOfFirstIncomplete;
                incomplete.add(id);
            }
            if (group.isNamedInBothOrders(probeset)) {
                exchanged.add(id);
            }
            chromosomes.add(same.computeIfAbsent(group.chromosome(probeset), name -> name));
            positions.add(group.position(probeset));
        }
    }

    /** Adds what is known of the part that follows, but for ids and places. */
    void addAll(PartitionCheck next) {
        problems.addAll(next.problems);
        controls.addAll(next.controls);
        rowsOfFirstIncomplete = incomplete.number() == 0 ? next.rowsOfFirstIncomplete : rowsOfFirstIncomplete;
        incomplete.addAll(next.incomplete);
        exchanged.addAll(next.exchanged);
    }

    /** The number of probesets. */
    public int probesets() {
        return ids.size();
    }

    List<byte[]> ids() {
        return ids;
    }

    RowProblems problems() {
        return problems;
    }

    /** As a row has it; empty where none says it. */
    String chromosome(int probeset) {
        return chromosomes.get(probeset);
    }

    int position(int probeset) {
        return positions.get(probeset);
    }

    Some controls() {
        return controls;
    }

    Some incomplete() {
        return incomplete;
    }

    int rowsOfFirstIncomplete() {
        return rowsOfFirstIncomplete;
    }

    /** Those whose alleles rows name in both orders. */
    Some exchanged() {
        return exchanged;
    }
}

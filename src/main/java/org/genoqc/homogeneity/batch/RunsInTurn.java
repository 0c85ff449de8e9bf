package org.genoqc.homogeneity.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The runs on an executor, by the party that each is of. The next slice is one of the party that has used the least worker time
 * so far, and in it of the run that has, for its turns. Whoever is new, party or run, starts level with the least served one
 * there is, so that it waits for nobody and nobody for it; a party without runs is forgotten. Not thread-safe.
 */
final class RunsInTurn {

    private final Map<String, Party> parties = new LinkedHashMap<>();

    /** Who has runs, however many. */
    private static final class Party {
        private final List<BatchRun> runs = new ArrayList<>();
        /** Where it started, with what its runs have used that are over. */
        private long nanosBefore;

        private boolean isWaiting() {
            return runs.stream().anyMatch(run -> run.waiting() > 0);
        }

        private long usedNanos() {
            return nanosBefore + runs.stream().mapToLong(BatchRun::usedNanos).sum();
        }

        private long settledNanos() {
            return nanosBefore + runs.stream().mapToLong(BatchRun::settledNanos).sum();
        }
    }

    void add(String name, BatchRun run) {
        Party party = parties.get(name);
        // not with what running slices are expected to use: where they turn out shorter, the new one would wait longer
        if (party == null) {
            party = new Party();
            party.nanosBefore = parties.values().stream()
                    .mapToLong(Party::settledNanos)
                    .min()
                    .orElse(0);
            parties.put(name, party);
        }
        run.startLevelWith(party.runs.stream()
                .mapToLong(BatchRun::settledPositionNanos)
                .min()
                .orElse(0));
        party.runs.add(run);
    }

    void remove(BatchRun run) {
        parties.values().removeIf(party -> {
            if (party.runs.remove(run)) {
                party.nanosBefore += run.usedNanos();
            }
            return party.runs.isEmpty();
        });
    }

    /** The slices not yet started. */
    long waiting() {
        return all().stream().mapToLong(BatchRun::waiting).sum();
    }

    List<BatchRun> all() {
        return parties.values().stream().flatMap(party -> party.runs.stream()).toList();
    }

    /** The run whose turn it is; null if no slice waits. */
    @Nullable
    BatchRun next() {
        return parties.values().stream()
                .filter(Party::isWaiting)
                .min(Comparator.comparingLong(Party::usedNanos))
                .flatMap(party -> party.runs.stream()
                        .filter(run -> run.waiting() > 0)
                        .min(Comparator.comparingLong(BatchRun::positionNanos)))
                .orElse(null);
    }
}

package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The genotyping batches of a data set, and its strata, with the numbers that they have wherever a part of it is worked on.
 * Not changed after it is made.
 */
public final class GenotypingBatches implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final ArrayList<Name> rows;
    private final boolean hasStrata;
    private transient @Nullable Numbering numbering;

    /** What the row of a probeset can be of. */
    record Name(@Nullable String stratum, String batch) implements Serializable {}

    /** Numbers in code point order of the names, made from these wherever they are sent. */
    private static final class Numbering {
        final IdPool batches = new IdPool();
        final int[] ranks;
        final @Nullable BatchesInStrata inStrata;
        final Map<Name, Integer> numbers = new HashMap<>();

        Numbering(List<Name> names, boolean hasStrata) throws IOException {
            names.forEach(name -> batches.add(name.batch()));
            this.ranks = RowGrouping.ranks(batches.sorted());
            this.inStrata = hasStrata ? new BatchesInStrata() : null;
            HeapBudget.Share unbounded = new HeapBudget(Long.MAX_VALUE).share();
            List<Integer> before = new ArrayList<>();
            for (Name name : names) {
                int batch = batches.add(name.batch());
                before.add(
                        inStrata == null || name.stratum() == null
                                ? batch
                                : inStrata.number(inStrata.names().add(name.stratum()), batch, unbounded));
            }
            int[] rankOfRow = inStrata == null ? ranks : inStrata.sort(ranks);
            for (int i = 0; i < names.size(); i++) {
                numbers.put(names.get(i), rankOfRow[before.get(i)]);
            }
        }
    }

    GenotypingBatches(Collection<Name> rows, boolean hasStrata) {
        this.rows = new ArrayList<>(rows);
        this.hasStrata = hasStrata;
    }

    /** Adds what the rows of a chunk are of. */
    static void addNames(ChunkRows rows, Set<Name> names) {
        if (!rows.hasStrata()) {
            for (int batch = 0; rows.size() > 0 && batch < rows.batches().size(); batch++) {
                names.add(new Name(null, rows.batches().text(batch)));
            }
            return;
        }
        long last = -1;
        for (int row = 0; row < rows.size(); row++) {
            long pair = (long) rows.stratum(row) << Integer.SIZE | rows.batch(row);
            if (pair != last) {
                names.add(new Name(
                        rows.strata().text(rows.stratum(row)), rows.batches().text(rows.batch(row))));
                last = pair;
            }
        }
    }

    private synchronized Numbering numbering() {
        Numbering known = numbering;
        if (known == null) {
            try {
                known = new Numbering(rows, hasStrata);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            numbering = known;
        }
        return known;
    }

    /** The number of what a row of a chunk can be of. */
    int number(Name name) {
        Integer number = numbering().numbers.get(name);
        if (number == null) {
            throw new IllegalStateException("the files have changed while they were read");
        }
        return number;
    }

    IdPool batches() {
        return numbering().batches;
    }

    @Nullable
    BatchesInStrata inStrata() {
        return numbering().inStrata;
    }

    boolean hasStrata() {
        return hasStrata;
    }

    /** How many rows a probeset has that has all. */
    int rowsOfProbeset() {
        return rows.size();
    }

    /** The names of the genotyping batches and strata, of a data set without probesets. */
    public ProbesetCounts withoutProbesets() {
        return new PackedCounts(this).counts();
    }
}

package org.genoqc.homogeneity.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.genoqc.homogeneity.table.ContingencyTable;
import org.genoqc.homogeneity.table.StratifiedTable;
import org.jspecify.annotations.Nullable;

/** A table, or one of each stratum, to be tested by permutations, those of each stratum by themselves. Immutable. */
public final class ObservedStrata {

    private final List<ObservedTable> tables;
    /** Null where there is one table, which decides for itself. */
    private final @Nullable StratifiedExceedance exceedance;

    /**
     * @param observed tables that {@link PermutationTest#serves} is true for
     * @param permutations those of each stratum
     */
    public ObservedStrata(StratifiedTable observed, List<SharedPermutations> permutations) {
        List<ObservedTable> ofStrata = new ArrayList<>();
        for (int stratum = 0; stratum < permutations.size(); stratum++) {
            ofStrata.add(new ObservedTable(observed.strata().get(stratum), permutations.get(stratum)));
        }
        this.tables = List.copyOf(ofStrata);
        this.exceedance = observed.isDivided()
                ? new StratifiedExceedance(observed.strata().stream()
                        .map(ContingencyTable::withSortedMargins)
                        .toList())
                : null;
    }

    /** That of a table which is not divided. */
    public ObservedTable only() {
        return tables.getFirst();
    }

    ObservedTable table(int stratum) {
        return tables.get(stratum);
    }

    /** That of tables of several strata. */
    StratifiedExceedance exceedance() {
        return Objects.requireNonNull(exceedance);
    }
}

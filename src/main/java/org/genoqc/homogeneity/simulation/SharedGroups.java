package org.genoqc.homogeneity.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.genoqc.homogeneity.table.CleanedTable;
import org.genoqc.homogeneity.table.RowTotals;

/** Probesets by their row totals. */
public final class SharedGroups {

    private final Map<RowTotals, List<Integer>> members = new LinkedHashMap<>();

    public void add(int probeset, CleanedTable cleaned) {
        members.computeIfAbsent(RowTotals.of(cleaned.table()), totals -> new ArrayList<>())
                .add(probeset);
    }

    public void forEach(BiConsumer<RowTotals, List<Integer>> action) {
        members.forEach(action);
    }
}

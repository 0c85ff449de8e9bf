package org.genoqc.homogeneity.statistics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Probesets by their row totals. */
final class SharedGroups {

    private final Map<RowTotals, List<Integer>> members = new LinkedHashMap<>();

    void add(int probeset, CleanedTable cleaned) {
        members.computeIfAbsent(RowTotals.of(cleaned.table()), totals -> new ArrayList<>())
                .add(probeset);
    }

    void forEach(BiConsumer<RowTotals, List<Integer>> action) {
        members.forEach(action);
    }
}

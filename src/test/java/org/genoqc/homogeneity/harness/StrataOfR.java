package org.genoqc.homogeneity.harness;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.table.ContingencyTable;

/** Tables of strata and what R says of them; strata/strata.R made the files. */
public final class StrataOfR {

    private StrataOfR() {}

    /** A row for each set of strata. */
    public static List<Map<String, String>> truth() {
        return TestData.rows(TestData.resource("strata/truth.tsv"));
    }

    /** The tables of a set. */
    public static List<ContingencyTable> tables(String id) {
        return TestData.rows(TestData.resource("strata/tables.tsv")).stream()
                .filter(row -> row.get("id").equals(id))
                .map(row -> ContingencyTable.of(
                        Integer.parseInt(row.get("columns")),
                        Arrays.stream(row.get("counts").split(" ", -1))
                                .mapToLong(Long::parseLong)
                                .toArray()))
                .toList();
    }
}

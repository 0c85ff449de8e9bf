package org.genoqc.homogeneity.parquet;

import java.util.Set;

/** The type of a column, by its name; the number is that of the physical type in the format. */
public enum ColumnType {
    TRUTH(0),
    WHOLE(2),
    NUMBER(5),
    TEXT(6);

    private static final Set<String> TEXTS = Set.of(
            "probeset_id",
            "batch_name",
            "stratum",
            "kinds",
            "method",
            "method_calls",
            "method_nocalls",
            "error",
            "excluded_genotypes",
            "worst_batch",
            "chromosome",
            "snp_id");

    private static final Set<String> WHOLES = Set.of("dof", "samples", "total_samples", "position");

    private final int physicalType;

    ColumnType(int physicalType) {
        this.physicalType = physicalType;
    }

    int physicalType() {
        return physicalType;
    }

    /** The type of a column of a table that this program wrote. */
    public static ColumnType of(String column) {
        if (TEXTS.contains(column)) {
            return TEXT;
        }
        if (column.equals("pvalue_at_floor")) {
            return TRUTH;
        }
        return column.startsWith("n_") || WHOLES.contains(column) ? WHOLE : NUMBER;
    }
}

package org.genoqc.homogeneity.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of a TSV that this program wrote, as JSON objects with its columns as names. */
final class TsvRowsAsJson {

    /** The columns that hold text even where it looks like a number. */
    private static final Set<String> TEXTS = Set.of("probeset_id", "batch_name");

    /** Likewise, and nothing means that there is none. */
    private static final Set<String> TEXTS_OR_NONE = Set.of("chromosome", "snp_id");

    private static final String LIST = "kinds";

    private final BufferedReader tsv;
    private final List<String> columns;

    /** @param tsv at its header; is not closed */
    TsvRowsAsJson(BufferedReader tsv) throws IOException {
        this.tsv = tsv;
        String header = tsv.readLine();
        this.columns = header == null ? List.of() : List.of(header.split("\t", -1));
    }

    /** The next row, null at the end. A missing number is null, kinds are a list. */
    @Nullable
    Map<String, @Nullable Object> next() throws IOException {
        String line = tsv.readLine();
        if (line == null) {
            return null;
        }
        String[] fields = line.split("\t", -1);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i), value(columns.get(i), fields[i]));
        }
        return row;
    }

    private static @Nullable Object value(String column, String field) {
        if (TEXTS.contains(column)) {
            return field;
        }
        if (TEXTS_OR_NONE.contains(column)) {
            return field.isEmpty() ? null : field;
        }
        if (column.equals("position")) {
            return field.equals("NaN") ? null : Long.valueOf(field);
        }
        if (column.equals(LIST)) {
            return List.of(field.split(",", -1));
        }
        if (column.startsWith("n_") || column.equals("samples")) {
            return Long.valueOf(field);
        }
        double number = Double.parseDouble(field);
        // JSON has neither NaN nor an infinity
        return Double.isFinite(number) ? number : null;
    }
}

package org.genoqc.homogeneity.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genoqc.homogeneity.parquet.ColumnType;
import org.jspecify.annotations.Nullable;

/** Rows of a TSV that this program wrote, as JSON objects with its columns as names. */
final class TsvRowsAsJson {

    private static final String LIST = "kinds";
    private static final String NOT_A_NUMBER = "NaN";

    private final List<String> columns;
    private final List<ColumnType> types;

    /** @param header the first line of the TSV */
    TsvRowsAsJson(String header) {
        this.columns = List.of(header.split("\t", -1));
        this.types = columns.stream().map(ColumnType::of).toList();
    }

    /** That of a line. What is missing is null, kinds are a list. */
    Map<String, @Nullable Object> row(String line) {
        String[] fields = line.split("\t", -1);
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i), value(columns.get(i), types.get(i), fields[i]));
        }
        return row;
    }

    private static @Nullable Object value(String column, ColumnType type, String field) {
        if (column.equals(LIST)) {
            return List.of(field.split(",", -1));
        }
        if (field.isEmpty() || field.equals(NOT_A_NUMBER) && type != ColumnType.TEXT) {
            return null;
        }
        return switch (type) {
            case TEXT -> field;
            case TRUTH -> Boolean.valueOf(field);
            case WHOLE -> Long.valueOf(field);
            case NUMBER -> finite(Double.parseDouble(field));
        };
    }

    /** JSON has no infinity. */
    private static @Nullable Double finite(double number) {
        return Double.isFinite(number) ? number : null;
    }
}

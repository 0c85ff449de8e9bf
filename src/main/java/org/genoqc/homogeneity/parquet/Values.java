package org.genoqc.homogeneity.parquet;

import org.jspecify.annotations.Nullable;

/** The values of a column in a row group, those that are not missing, encoded as PLAIN. */
interface Values {

    /**
     * Adds the value that a field of a TSV holds.
     *
     * @return the bytes that it takes
     * @throws NumberFormatException if the column can't hold it
     */
    int add(String field);

    LittleEndianBytes plain();

    /** The smallest of them; null if there is none, or it is too long to be of use. */
    byte @Nullable [] min();

    /** The largest of them; null likewise. */
    byte @Nullable [] max();

    static Values of(ColumnType type) {
        return switch (type) {
            case TRUTH -> new Truths();
            case WHOLE -> new Wholes();
            case NUMBER -> new Numbers();
            case TEXT -> new Texts();
        };
    }
}

package org.genoqc.homogeneity.query;

import java.util.List;

/**
 * A page of rows.
 *
 * @param total how many rows are wanted in all
 * @param rows the numbers of those on the page, in order
 */
public record Page(long total, List<Long> rows) {

    public Page {
        rows = List.copyOf(rows);
    }
}

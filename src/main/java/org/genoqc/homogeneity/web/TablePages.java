package org.genoqc.homogeneity.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.genoqc.homogeneity.findings.FindingKind;
import org.genoqc.homogeneity.parameters.Parameter;
import org.genoqc.homogeneity.parameters.ParameterException;
import org.genoqc.homogeneity.query.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** Writes pages of the stored tables as JSON, a row at a time, so that a page takes no more memory than a row. */
@Component
class TablePages {

    static final String ASCENDING = "asc";

    private static final String DESCENDING = "desc";
    private static final int MAX_LISTED = 1000;

    private final JsonMapper json;

    TablePages(JsonMapper json) {
        this.json = json;
    }

    /** Reads a row of the table. */
    @FunctionalInterface
    interface Lines {
        String line(long row) throws IOException;
    }

    /** @throws ParameterException if there is no such page */
    static void require(int offset, int limit) {
        requireBetween("offset", offset, 0, Integer.MAX_VALUE);
        requireBetween("limit", limit, 1, MAX_LISTED);
    }

    /**
     * Whether the largest is to be first.
     *
     * @throws ParameterException if the order is neither upwards nor downwards
     */
    static boolean isDescending(String order) {
        if (!order.equals(ASCENDING) && !order.equals(DESCENDING)) {
            throw refused("order", order, ASCENDING + " or " + DESCENDING);
        }
        return order.equals(DESCENDING);
    }

    /** A text; null where it is empty. */
    static @Nullable String given(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    /** @throws ParameterException if there is none */
    static FindingKind kindOf(String label) {
        return FindingKind.labelled(label).orElseThrow(() -> refused("kind", label, "one of " + FindingKind.labels()));
    }

    static ParameterException refused(String parameter, String value, String rule) {
        return new ParameterException(parameter, Parameter.shortened(value), rule);
    }

    private static void requireBetween(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(name, value, least + " to " + most);
        }
    }

    /**
     * Writes a page.
     *
     * @param offset how many rows were passed over
     * @param name of the rows in the answer
     * @param header of the table
     */
    void write(Page page, int offset, String name, String header, Lines lines, HttpServletResponse response)
            throws IOException {
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        TsvRowsAsJson rows = new TsvRowsAsJson(header);
        // not closed if a row can't be read: it would end the document as if that were all
        JsonGenerator generator = json.createGenerator(response.getOutputStream());
        generator.writeStartObject();
        generator.writeNumberProperty("total", page.total());
        generator.writeNumberProperty("offset", offset);
        generator.writeName(name).writeStartArray();
        for (long row : page.rows()) {
            json.writeValue(generator, rows.row(lines.line(row)));
        }
        generator.writeEndArray();
        generator.writeEndObject();
        generator.close();
    }
}

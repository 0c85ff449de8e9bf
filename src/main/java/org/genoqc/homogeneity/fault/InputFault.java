package org.genoqc.homogeneity.fault;

import org.jspecify.annotations.Nullable;

/**
 * A reason why the input is rejected.
 *
 * @param line counted from 1, comment and blank lines included
 * @param column the name of the column; null where it is not about one column
 * @param value what was found there, shortened and with control characters escaped; null where there is none
 * @param code the kind of fault
 * @param rule what is expected instead, in a sentence
 */
public record InputFault(
        long line, @Nullable String column, @Nullable String value, Code code, String rule) {

    private static final int MAX_SHOWN_LENGTH = 80;

    /** The kinds of faults, few enough to count by. */
    public enum Code {
        EMPTY,
        ENCODING,
        COMPRESSION,
        HEADER,
        FIELDS,
        QUOTE,
        TOO_LONG,
        ID,
        COUNT,
        DUPLICATE,
        TOO_LARGE
    }

    public static InputFault at(long line, @Nullable String column, @Nullable String value, Code code, String rule) {
        return new InputFault(line, column, value == null ? null : printable(value), code, rule);
    }

    private static String printable(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints().limit(MAX_SHOWN_LENGTH).forEach(c -> {
            if (Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.SURROGATE) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return value.codePointCount(0, value.length()) > MAX_SHOWN_LENGTH
                ? text.append("...").toString()
                : text.toString();
    }

    /** One line: {@code line 3, column n_AB, value "12.5": a count is a whole number}. */
    public String message() {
        return "line " + line + (column == null ? "" : ", column " + column)
                + (value == null ? "" : ", value \"" + value + "\"") + ": " + rule;
    }
}

package org.genoqc.homogeneity.fault;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A reason why the input is rejected.
 *
 * @param file the file as its sender calls it; null where there is only one
 * @param line counted from 1, comment and blank lines included
 * @param column the name of the column, likewise shortened and escaped; null where it is not about one column
 * @param value what was found there, shortened and with control characters escaped; null where there is none
 * @param code the kind of fault
 * @param rule what is expected instead, in a sentence
 */
public record InputFault(
        @Nullable String file,
        long line,
        @Nullable String column,
        @Nullable String value,
        Code code,
        String rule) implements Serializable {

    private static final int MAX_SHOWN_LENGTH = 80;

    /** The header may be anyone's text, and as long as a line. */
    private static final int MAX_COLUMN_LENGTH = 200;

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
        ALLELE,
        PLACE,
        DUPLICATE,
        TOO_LARGE
    }

    /** A fault of the only file. */
    public static InputFault at(long line, @Nullable String column, @Nullable String value, Code code, String rule) {
        return new InputFault(null, line, null, value == null ? null : printable(value, MAX_SHOWN_LENGTH), code, rule)
                .inColumn(column);
    }

    /** The same fault in a column. */
    public InputFault inColumn(@Nullable String name) {
        return new InputFault(file, line, name == null ? null : printable(name, MAX_COLUMN_LENGTH), value, code, rule);
    }

    /** The same fault in one of several files. */
    public InputFault in(@Nullable String name) {
        return new InputFault(
                name == null ? null : printable(name, Integer.MAX_VALUE), line, column, value, code, rule);
    }

    /** The same fault so many lines further down. */
    public InputFault below(long lines) {
        return new InputFault(file, lines + line, column, value, code, rule);
    }

    private static String printable(String value, int maxLength) {
        StringBuilder text = new StringBuilder();
        value.codePoints().limit(maxLength).forEach(c -> {
            if (Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.LINE_SEPARATOR
                    || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                    || Character.getType(c) == Character.SURROGATE) {
                text.append(String.format("\\u%04x", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return value.codePointCount(0, value.length()) > maxLength
                ? text.append("...").toString()
                : text.toString();
    }

    /** One line: {@code b02/Ps.performance.txt, line 3, column n_AB, value "12.5": a count is a whole number}. */
    public String message() {
        return (file == null ? "" : file + ", ") + "line " + line + (column == null ? "" : ", column " + column)
                + (value == null ? "" : ", value \"" + value + "\"") + ": " + rule;
    }
}

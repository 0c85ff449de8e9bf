package org.genoqc.homogeneity.figures;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Writes JSON that can stand within HTML as it is: no {@code <} is written but as an escape, so that nothing in a text ends
 * the element around it. Commas are put where they belong.
 */
public final class JsonWriter {

    /** What a name of the data takes at most, so that their length does not make figures large. */
    static final int MAX_NAME_BYTES = 64;

    private static final MathContext DIGITS = new MathContext(6);
    private static final char CUT = '\u2026';
    private static final int CUT_BYTES = 3;

    private final Appendable out;
    private boolean isFirst = true;

    public JsonWriter(Appendable out) {
        this.out = out;
    }

    public JsonWriter beginObject() throws IOException {
        return begin('{');
    }

    public JsonWriter endObject() throws IOException {
        return end('}');
    }

    public JsonWriter beginArray() throws IOException {
        return begin('[');
    }

    public JsonWriter endArray() throws IOException {
        return end(']');
    }

    /** The name of the member whose value comes next. */
    public JsonWriter name(String name) throws IOException {
        separate();
        quoted(name);
        out.append(':');
        isFirst = true;
        return this;
    }

    public JsonWriter text(String text) throws IOException {
        separate();
        quoted(text);
        return this;
    }

    /** A name of the data; one that takes more than 64 bytes is cut and ends with an ellipsis. */
    public JsonWriter shortName(String name) throws IOException {
        return text(shortened(name));
    }

    public JsonWriter number(long number) throws IOException {
        return raw(Long.toString(number));
    }

    /** To six digits; {@code null} where it is NaN or infinite. */
    public JsonWriter number(double number) throws IOException {
        if (!Double.isFinite(number)) {
            return raw("null");
        }
        double rounded = new BigDecimal(number).round(DIGITS).doubleValue();
        return rounded == Math.rint(rounded) && Math.abs(rounded) < 1e6
                ? raw(Long.toString((long) rounded))
                : raw(Double.toString(rounded));
    }

    public JsonWriter truth(boolean truth) throws IOException {
        return raw(Boolean.toString(truth));
    }

    public JsonWriter nothing() throws IOException {
        return raw("null");
    }

    /** A value that is JSON already. */
    public JsonWriter raw(CharSequence json) throws IOException {
        separate();
        out.append(json);
        return this;
    }

    /** Writes something of each of many things. */
    @FunctionalInterface
    interface Write<T> {
        void of(T thing) throws IOException;
    }

    /** A member that is an array with a value for each thing. */
    <T> JsonWriter column(String name, Iterable<T> things, Write<T> write) throws IOException {
        name(name).beginArray();
        for (T thing : things) {
            write.of(thing);
        }
        return endArray();
    }

    private JsonWriter begin(char bracket) throws IOException {
        separate();
        out.append(bracket);
        isFirst = true;
        return this;
    }

    private JsonWriter end(char bracket) throws IOException {
        out.append(bracket);
        isFirst = false;
        return this;
    }

    private void separate() throws IOException {
        if (!isFirst) {
            out.append(',');
        }
        isFirst = false;
    }

    private void quoted(String text) throws IOException {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (isEscaped(c)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** Control characters, line ends of JavaScript, and what begins a tag. */
    private static boolean isEscaped(int c) {
        return c < ' ' || c == '<' || c == '\u2028' || c == '\u2029';
    }

    static String shortened(String name) {
        int bytes = 0;
        int end = 0;
        int kept = 0;
        while (end < name.length()) {
            int codePoint = name.codePointAt(end);
            bytes += bytes(codePoint);
            if (bytes > MAX_NAME_BYTES) {
                return name.substring(0, kept) + CUT;
            }
            end += Character.charCount(codePoint);
            kept = bytes + CUT_BYTES <= MAX_NAME_BYTES ? end : kept;
        }
        return name;
    }

    private static int bytes(int codePoint) {
        if (isEscaped(codePoint)) {
            return 6;
        }
        if (codePoint < 0x80) {
            return codePoint == '"' || codePoint == '\\' ? 2 : 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        return codePoint < 0x10000 ? 3 : 4;
    }
}

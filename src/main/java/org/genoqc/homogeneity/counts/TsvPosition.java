package org.genoqc.homogeneity.counts;

import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * Where a text is: its line and field, and whether that is quoted. Refuses what a CSV parser would swallow or keep in
 * memory without bound: NUL, quoted line ends, endless fields and lines. Not thread-safe.
 */
final class TsvPosition {

    static final int MAX_FIELD_LENGTH = 1 << 16;
    static final int MAX_LINE_LENGTH = 1 << 20;

    private final char delimiter;
    private long line = 1;
    private int lineLength;
    private int field;
    private int fieldLength;
    private boolean inQuotes;
    private boolean quoteEnded;
    private boolean afterCarriageReturn;

    /** @param delimiter what is between fields, tab or comma */
    TsvPosition(char delimiter) {
        this.delimiter = delimiter;
    }

    /** How many lines have ended. */
    long linesPassed() {
        return line - 1;
    }

    /** The field of the line, from 0. */
    int field() {
        return field;
    }

    boolean isAtLineStart() {
        return lineLength == 0;
    }

    static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /** Goes on by characters that are neither controls nor quotes. */
    void passOrdinary(int n) throws InvalidInputException {
        if (n > 0) {
            afterCarriageReturn = false;
            fieldLength += n;
            lineLength += n;
            limitLengths();
        }
    }

    /** Goes on by any character of a header or row. */
    void pass(char c) throws InvalidInputException {
        if (isLineEnd(c)) {
            if (inQuotes) {
                throw fault(Code.QUOTE, null, "a quoted field must end on the line where it begins");
            }
            endLine(c);
        } else {
            refuseNul(c);
            afterCarriageReturn = false;
            lineLength++;
            passInField(c);
        }
    }

    /** Goes on by a character of a comment or a blank line, which has no fields. */
    void passComment(char c) throws InvalidInputException {
        if (isLineEnd(c)) {
            endLine(c);
        } else {
            refuseNul(c);
            afterCarriageReturn = false;
            lineLength++;
            limitLengths();
        }
    }

    /** At CR, LF, or CR and LF. */
    private void endLine(char c) {
        boolean secondOfTwo = c == '\n' && afterCarriageReturn;
        afterCarriageReturn = c == '\r';
        if (!secondOfTwo) {
            line++;
            lineLength = 0;
            beginField(0);
        }
    }

    private void beginField(int number) {
        field = number;
        fieldLength = 0;
        quoteEnded = false;
    }

    private void passInField(char c) throws InvalidInputException {
        if (c == delimiter && !inQuotes) {
            beginField(field + 1);
            return;
        }
        if (c == '"') {
            // a doubled quote within a quoted field ends it and begins it again
            if (inQuotes) {
                inQuotes = false;
                quoteEnded = true;
            } else if (fieldLength == 0 || quoteEnded) {
                inQuotes = true;
                quoteEnded = false;
            }
        }
        fieldLength++;
        limitLengths();
    }

    private void refuseNul(char c) throws InvalidInputException {
        if (c == 0) {
            throw fault(Code.ENCODING, "\0", "NUL is not text");
        }
    }

    private void limitLengths() throws InvalidInputException {
        if (fieldLength > MAX_FIELD_LENGTH) {
            throw fault(Code.TOO_LONG, null, "a field may have at most " + MAX_FIELD_LENGTH + " characters");
        }
        if (lineLength > MAX_LINE_LENGTH) {
            throw fault(Code.TOO_LONG, null, "a line may have at most " + MAX_LINE_LENGTH + " characters");
        }
    }

    /** A fault of this line. */
    InvalidInputException fault(Code code, @Nullable String value, String rule) {
        return new InvalidInputException(InputFault.at(line, null, value, code, rule));
    }
}

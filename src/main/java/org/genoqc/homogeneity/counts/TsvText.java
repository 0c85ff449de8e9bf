package org.genoqc.homogeneity.counts;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.CharBuffer;
import java.util.zip.ZipException;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * The text of an input: strictly decoded as UTF-8, without byte order mark and without the lines before the header. Refuses what {@link TsvPosition} refuses. Everything before a fault is passed on first,
 * so that faults come in order.
 */
final class TsvText extends Reader {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Utf8Blocks blocks;
    private final TsvPosition position;
    private final char delimiter;
    private final long linesBefore;
    private boolean mayBeMark;
    private boolean beforeHeader;
    private long skippedLines;
    private @Nullable InvalidInputException pending;
    /** How many characters of the part being passed on came before a fault in it. */
    private int passedBeforeFault;

    /**
     * The text of bytes.
     *
     * @param linesBefore the lines before the header, which are left out, as are blank ones after them
     * @param mayBeginWithMark whether a byte order mark may come first
     * @param delimiter what is between fields, tab or comma
     */
    TsvText(InputStream bytes, long linesBefore, boolean mayBeginWithMark, char delimiter) {
        this.blocks = new Utf8Blocks(bytes);
        this.position = new TsvPosition(delimiter);
        this.delimiter = delimiter;
        this.linesBefore = linesBefore;
        this.mayBeMark = mayBeginWithMark;
        this.beforeHeader = mayBeginWithMark || linesBefore > 0;
    }

    /** The text of bytes, with tabs between fields. */
    TsvText(InputStream bytes, long linesBefore, boolean mayBeginWithMark) {
        this(bytes, linesBefore, mayBeginWithMark, '\t');
    }

    /** The text of bytes, all of it. */
    TsvText(InputStream bytes) {
        this(bytes, 0, false);
    }

    /** How many lines before the header were left out of the text. */
    long skippedLines() {
        return skippedLines;
    }

    /** How many lines have ended. */
    long linesPassed() {
        return position.linesPassed();
    }

    /** The field of the line that the text has come to, from 0. */
    int field() {
        return position.field();
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int passed = 0;
        while (passed < length && pending == null) {
            try {
                if (!blocks.block().hasRemaining() && (passed > 0 || !nextBlock())) {
                    break;
                }
                passed += beforeHeader
                        ? passOne(buffer, offset + passed)
                        : passMany(buffer, offset + passed, length - passed);
            } catch (InvalidInputException fault) {
                pending = fault;
                passed += passedBeforeFault;
            }
            passedBeforeFault = 0;
        }
        if (passed > 0) {
            return passed;
        }
        if (pending != null) {
            throw pending;
        }
        return -1;
    }

    private boolean nextBlock() throws IOException {
        try {
            return blocks.next();
        } catch (Utf8Blocks.MalformedException e) {
            throw position.fault(Code.ENCODING, e.getMessage(), "the file must be UTF-8 text");
        } catch (EOFException | ZipException e) {
            throw new InvalidInputException(InputBytes.damaged(position.linesPassed() + 1));
        }
    }

    private int passOne(char[] buffer, int offset) throws InvalidInputException {
        char c = blocks.block().get();
        if (skips(c)) {
            return 0;
        }
        position.pass(c);
        buffer[offset] = c;
        return 1;
    }

    /** Whether a character belongs to what is left out before the header. */
    private boolean skips(char c) throws InvalidInputException {
        boolean first = mayBeMark;
        mayBeMark = false;
        if (first && c == BYTE_ORDER_MARK) {
            return true;
        }
        if (TsvPosition.isLineEnd(c) || position.linesPassed() < linesBefore) {
            position.passComment(c);
            skippedLines = position.linesPassed();
            return true;
        }
        beforeHeader = false;
        return false;
    }

    /** Passes on what is there. Only delimiters, line ends, quotes and NUL are looked at one by one. */
    private int passMany(char[] buffer, int offset, int length) throws InvalidInputException {
        CharBuffer block = blocks.block();
        int from = block.position();
        int n = Math.min(length, block.remaining());
        char[] chars = block.array();
        int ordinary = from;
        System.arraycopy(chars, from, buffer, offset, n);
        block.position(from + n);
        for (int i = from; i < from + n; i++) {
            if (chars[i] <= '"' || chars[i] == delimiter) {
                passedBeforeFault = i - from;
                position.passOrdinary(i - ordinary);
                position.pass(chars[i]);
                ordinary = i + 1;
            }
        }
        passedBeforeFault = ordinary - from;
        position.passOrdinary(from + n - ordinary);
        return n;
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }
}

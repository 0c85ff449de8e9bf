package org.genoqc.homogeneity.counts;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.jspecify.annotations.Nullable;

/**
 * The text of an input: strictly decoded as UTF-8, without byte order mark and without the comment and
 * blank lines before the header. Refuses what a CSV parser would swallow or keep in memory without bound: NUL, quoted
 * line ends, endless fields. Everything before a fault is passed on first, so that faults come in order.
 */
final class TsvText extends Reader {

    static final int MAX_FIELD_LENGTH = 1 << 16;
    static final int MAX_LINE_LENGTH = 1 << 20;

    private final InputStream bytes;
    private final ByteBuffer encoded = ByteBuffer.allocate(1 << 16);
    private final CharBuffer decoded = CharBuffer.allocate(1 << 16);
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private boolean endOfBytes;
    private @Nullable IOException pending;
    /** How many characters of the part being passed on came before a fault in it. */
    private int passedBeforeFault;

    private long line = 1;
    private long skippedLines;
    private boolean beforeHeader;
    private boolean inComment;
    private boolean first;
    private boolean afterCarriageReturn;
    private boolean inQuotes;
    private boolean quoteEnded;
    private int field;
    private int fieldLength;
    private int lineLength;

    /**
     * The text of bytes.
     *
     * @param beginning whether this is the beginning of the input, with comments and the header to come
     */
    TsvText(InputStream bytes, boolean beginning) {
        this.bytes = bytes;
        this.beforeHeader = beginning;
        this.first = beginning;
        encoded.limit(0);
        decoded.limit(0);
    }

    /** How many lines before the header were left out of the text. */
    long skippedLines() {
        return skippedLines;
    }

    /** How many lines have ended. */
    long linesPassed() {
        return line - 1;
    }

    /** The field of the line that the text has come to, from 0. */
    int field() {
        return field;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int passed = 0;
        while (passed < length) {
            if (!decoded.hasRemaining() && (pending != null || passed > 0 || !decodeMore())) {
                break;
            }
            try {
                passed += beforeHeader
                        ? passOne(buffer, offset + passed)
                        : passMany(buffer, offset + passed, length - passed);
            } catch (InvalidInputException fault) {
                pending = fault;
                passed += passedBeforeFault;
                decoded.limit(decoded.position());
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

    private int passOne(char[] buffer, int offset) throws InvalidInputException {
        char c = decoded.get();
        if (!accept(c)) {
            return 0;
        }
        buffer[offset] = c;
        return 1;
    }

    /** Passes on what is there. Only tabs, line ends, quotes and NUL are looked at one by one. */
    private int passMany(char[] buffer, int offset, int length) throws InvalidInputException {
        int from = decoded.position();
        int n = Math.min(length, decoded.remaining());
        char[] chars = decoded.array();
        int ordinary = from;
        System.arraycopy(chars, from, buffer, offset, n);
        decoded.position(from + n);
        for (int i = from; i < from + n; i++) {
            if (chars[i] <= '"') {
                passedBeforeFault = i - from;
                passOrdinary(i - ordinary);
                accept(chars[i]);
                ordinary = i + 1;
            }
        }
        passedBeforeFault = ordinary - from;
        passOrdinary(from + n - ordinary);
        return n;
    }

    private void passOrdinary(int n) throws InvalidInputException {
        if (n > 0) {
            afterCarriageReturn = false;
            fieldLength += n;
            lineLength += n;
            limitLengths();
        }
    }

    /** Decodes what was read, reading more where needed; false at the end of the text or before a fault. */
    private boolean decodeMore() throws IOException {
        decoded.clear();
        while (true) {
            CoderResult result = decoder.decode(encoded, decoded, endOfBytes);
            if (result.isError()) {
                StringBuilder hex = new StringBuilder();
                for (int i = 0; i < result.length(); i++) {
                    hex.append(String.format("0x%02x ", encoded.get(encoded.position() + i)));
                }
                decoded.flip();
                pendingAfterDecoded(hex.toString().strip());
                return decoded.hasRemaining();
            }
            if (decoded.position() > 0) {
                decoded.flip();
                return true;
            }
            if (endOfBytes) {
                decoded.flip();
                return false;
            }
            readBytes();
            if (pending != null) {
                decoded.flip();
                return false;
            }
        }
    }

    /** The line of the malformed bytes is known only after what was decoded before them. */
    private void pendingAfterDecoded(String hex) {
        CharBuffer before = decoded.duplicate();
        long faultLine = line;
        boolean carriageReturn = afterCarriageReturn;
        while (before.hasRemaining()) {
            char c = before.get();
            faultLine += c == '\r' || c == '\n' && !carriageReturn ? 1 : 0;
            carriageReturn = c == '\r';
        }
        pending = new InvalidInputException(
                InputFault.at(faultLine, null, hex, Code.ENCODING, "the file must be UTF-8 text"));
    }

    private void readBytes() throws IOException {
        encoded.compact();
        try {
            int n = bytes.read(encoded.array(), encoded.position(), encoded.remaining());
            if (n < 0) {
                endOfBytes = true;
            } else {
                encoded.position(encoded.position() + n);
            }
        } catch (EOFException | ZipException e) {
            pending = new InvalidInputException(InputBytes.damaged(line));
        }
        encoded.flip();
    }

    /** Follows the text; true if the character is passed on. */
    private boolean accept(char c) throws InvalidInputException {
        if (first) {
            first = false;
            if (c == '\ufeff') {
                return false;
            }
        }
        if (c == 0) {
            throw fault(Code.ENCODING, "\0", "NUL is not text");
        }
        boolean lineEnd = c == '\n' || c == '\r';
        if (c == '\n' && afterCarriageReturn) {
            afterCarriageReturn = false;
            return !beforeHeader;
        }
        afterCarriageReturn = c == '\r';
        if (beforeHeader && (inComment || lineEnd || lineLength == 0 && c == '#')) {
            inComment = !lineEnd;
            if (lineEnd) {
                line++;
                skippedLines++;
                lineLength = 0;
            } else {
                lineLength++;
                limitLengths();
            }
            return false;
        }
        beforeHeader = false;
        if (lineEnd) {
            endLine();
        } else {
            follow(c);
        }
        return true;
    }

    private void endLine() throws InvalidInputException {
        if (inQuotes) {
            throw fault(Code.QUOTE, null, "a quoted field must end on the line where it begins");
        }
        line++;
        lineLength = 0;
        field = 0;
        fieldLength = 0;
        quoteEnded = false;
    }

    private void follow(char c) throws InvalidInputException {
        lineLength++;
        if (c == '\t' && !inQuotes) {
            field++;
            fieldLength = 0;
            quoteEnded = false;
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

    private void limitLengths() throws InvalidInputException {
        if (fieldLength > MAX_FIELD_LENGTH) {
            throw fault(Code.TOO_LONG, null, "a field may have at most " + MAX_FIELD_LENGTH + " characters");
        }
        if (lineLength > MAX_LINE_LENGTH) {
            throw fault(Code.TOO_LONG, null, "a line may have at most " + MAX_LINE_LENGTH + " characters");
        }
    }

    private InvalidInputException fault(Code code, @Nullable String value, String rule) {
        return new InvalidInputException(InputFault.at(line, null, value, code, rule));
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}

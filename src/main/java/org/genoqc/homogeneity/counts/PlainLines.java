package org.genoqc.homogeneity.counts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.genoqc.homogeneity.table.Genotype;
import org.jspecify.annotations.Nullable;

/**
 * The short way through a chunk that is nothing but printable ASCII, tabs and line feeds, without a quote: no text is
 * made of it, its bytes are read as they are. Whatever is not entirely usual is left to {@link ParsedChunk}'s way by
 * the CSV parser, which also says what is wrong. Not thread-safe.
 */
final class PlainLines {

    private static final int LONGEST_COUNT = 15;

    private final byte[] chunk;
    private final CountsHeader header;
    private final ParsedChunk rows;
    private final int[] starts;
    private final long[] counts = new long[Genotype.COUNT];
    private final ByteNames probesets;
    private final ByteNames batches;

    /** Names by their bytes, with a guess: mostly the one before, or the one that came after it last time. */
    private static final class ByteNames {
        private final byte[] chunk;
        private final IdPool pool;
        private int[] startOf = new int[64];
        private int[] lengthOf = new int[64];
        private int last;

        ByteNames(byte[] chunk, IdPool pool) {
            this.chunk = chunk;
            this.pool = pool;
        }

        int number(int from, int to) {
            if (is(last, from, to)) {
                return last;
            }
            int next = last + 1 < pool.size() ? last + 1 : 0;
            if (is(next, from, to)) {
                last = next;
                return next;
            }
            int known = pool.size();
            last = pool.add(chunk, from, to - from);
            if (pool.size() > known) {
                if (last == startOf.length) {
                    startOf = Arrays.copyOf(startOf, 2 * last);
                    lengthOf = Arrays.copyOf(lengthOf, 2 * last);
                }
                startOf[last] = from;
                lengthOf[last] = to - from;
            }
            return last;
        }

        private boolean is(int number, int from, int to) {
            return number < pool.size()
                    && lengthOf[number] == to - from
                    && Arrays.equals(chunk, startOf[number], startOf[number] + lengthOf[number], chunk, from, to);
        }
    }

    private PlainLines(byte[] chunk, CountsHeader header) {
        this.chunk = chunk;
        this.header = header;
        this.rows = new ParsedChunk(header, Long.MAX_VALUE);
        this.starts = new int[header.fields() + 1];
        this.probesets = new ByteNames(chunk, rows.probesets());
        this.batches = new ByteNames(chunk, rows.batches());
    }

    /** The rows of the chunk, or null if it is not for this way. */
    static @Nullable ParsedChunk parse(byte[] chunk, CountsHeader header) {
        return isPlain(chunk) ? new PlainLines(chunk, header).parse() : null;
    }

    private static boolean isPlain(byte[] chunk) {
        for (byte b : chunk) {
            if (b < ' ' && b != '\t' && b != '\n' || b == '"' || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    private @Nullable ParsedChunk parse() {
        long lines = 0;
        int at = 0;
        while (at < chunk.length) {
            if (chunk[at] == '\n') {
                at++;
            } else {
                at = row(at);
                if (at < 0) {
                    return null;
                }
            }
            // what comes after the last line end is no whole line
            lines += at <= chunk.length ? 1 : 0;
        }
        rows.ended(lines);
        return rows;
    }

    /** Takes the row that begins here; where the next line begins, or -1 if the row is not usual. */
    private int row(int from) {
        if (chunk[from] == '#') {
            return -1;
        }
        int field = 0;
        int at = from;
        starts[0] = from;
        for (; at < chunk.length && chunk[at] != '\n'; at++) {
            if (chunk[at] == '\t') {
                if (++field >= header.fields()) {
                    return -1;
                }
                starts[field] = at + 1;
            }
        }
        if (field != header.fields() - 1 || at - from > TsvText.LONGEST_FIELD) {
            return -1;
        }
        starts[field + 1] = at + 1;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = count(header.counts().get(i));
            if (counts[i] < 0) {
                return -1;
            }
        }
        if (isBlank(header.probesetId()) || isBlank(header.batchName())) {
            return -1;
        }
        rows.add(
                probesets.number(starts[header.probesetId()], end(header.probesetId())),
                batches.number(starts[header.batchName()], end(header.batchName())),
                counts);
        return at + 1;
    }

    private int end(int field) {
        return starts[field + 1] - 1;
    }

    private boolean isBlank(int field) {
        for (int i = starts[field]; i < end(field); i++) {
            if (chunk[i] != ' ') {
                return false;
            }
        }
        return true;
    }

    private long count(int field) {
        int from = starts[field];
        int to = end(field);
        if (to - from > LONGEST_COUNT || to == from) {
            return CountText.NOT_A_COUNT;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = chunk[i] - '0';
            if (digit < 0 || digit > 9) {
                return CountText.parse(new String(chunk, from, to - from, StandardCharsets.US_ASCII));
            }
            value = value * 10 + digit;
        }
        return value;
    }
}

package org.genoqc.homogeneity.counts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.genoqc.homogeneity.table.Genotype;
import org.jspecify.annotations.Nullable;

/**
 * The fast parser, for a chunk of printable ASCII, tabs and line ends (LF or CRLF) without quotes: bytes are parsed
 * without decoding them to text. Any other chunk, and any faulty one, is left to {@link CsvLines}, which reports the
 * faults. Not thread-safe.
 */
final class PlainLines {

    private static final int NOT_PLAIN = -1;

    private final byte[] chunk;
    private final ChunkRows rows;
    private final FieldKind[] kinds;
    private final long[] counts = new long[Genotype.COUNT];
    private final ChunkNames probesets;
    private final ChunkNames batches;

    /** What a field holds; the counts in the order of {@link CountsHeader#COUNTS}. */
    private enum FieldKind {
        AA,
        AB,
        BB,
        NC,
        PROBESET,
        BATCH,
        OTHER
    }

    private PlainLines(byte[] chunk, CountsHeader header) {
        this.chunk = chunk;
        this.rows = new ChunkRows(expectedRows(chunk));
        this.kinds = kinds(header);
        this.probesets = new ChunkNames(chunk, rows.probesets());
        this.batches = new ChunkNames(chunk, rows.batches());
    }

    private static FieldKind[] kinds(CountsHeader header) {
        FieldKind[] kinds = new FieldKind[header.fields()];
        Arrays.fill(kinds, FieldKind.OTHER);
        kinds[header.probesetId()] = FieldKind.PROBESET;
        kinds[header.batchName()] = FieldKind.BATCH;
        List<FieldKind> countKinds = List.of(FieldKind.AA, FieldKind.AB, FieldKind.BB, FieldKind.NC);
        for (int i = 0; i < countKinds.size(); i++) {
            kinds[header.counts().get(i)] = countKinds.get(i);
        }
        return kinds;
    }

    /** As if all lines were as long as the first; never more than the shortest rows would be. */
    private static int expectedRows(byte[] chunk) {
        int line = 12;
        while (line < chunk.length && chunk[line] != '\n') {
            line++;
        }
        return chunk.length / line + chunk.length / line / 16;
    }

    /** The rows of the chunk, or null if {@link CsvLines} must parse it. */
    static @Nullable ParsedChunk parse(byte[] chunk, CountsHeader header) {
        PlainLines lines = new PlainLines(chunk, header);
        long count = lines.parse();
        return count == NOT_PLAIN ? null : new ParsedChunk(header, lines.rows, List.of(), false, count);
    }

    /** Takes all rows; the number of line ends, or {@link #NOT_PLAIN}. */
    private long parse() {
        long lines = 0;
        int at = 0;
        while (at < chunk.length) {
            int end = isLineEnd(at) ? at : row(at);
            if (end == NOT_PLAIN) {
                return NOT_PLAIN;
            }
            // an unterminated last line is not counted
            lines += end < chunk.length ? 1 : 0;
            at = end < chunk.length && chunk[end] == '\r' ? end + 2 : end + 1;
        }
        return lines;
    }

    /** Takes the row that begins here; where it ends, or {@link #NOT_PLAIN}. */
    private int row(int from) {
        if (chunk[from] == '#') {
            return NOT_PLAIN;
        }
        int at = from;
        for (int field = 0; field < kinds.length; field++) {
            int end = field(kinds[field], at);
            if (end == NOT_PLAIN || !(field + 1 < kinds.length ? isTab(end) : isLineEnd(end))) {
                return NOT_PLAIN;
            }
            at = end + 1;
        }
        if (at - 1 - from > TsvPosition.MAX_FIELD_LENGTH) {
            return NOT_PLAIN;
        }
        rows.add(probesets.last(), batches.last(), counts);
        return at - 1;
    }

    /** Reads the field that begins here; where it ends, or {@link #NOT_PLAIN}. */
    private int field(FieldKind kind, int from) {
        return switch (kind) {
            case PROBESET -> name(probesets, from);
            case BATCH -> name(batches, from);
            case OTHER -> endOfField(from);
            case AA -> count(0, from);
            case AB -> count(1, from);
            case BB -> count(2, from);
            case NC -> count(3, from);
        };
    }

    private int name(ChunkNames names, int from) {
        int guessed = names.guess(from);
        if (guessed > from) {
            return guessed;
        }
        int end = endOfField(from);
        if (end == NOT_PLAIN || isBlank(from, end)) {
            return NOT_PLAIN;
        }
        names.add(from, end);
        return end;
    }

    private int count(int genotype, int from) {
        if (from + Long.BYTES > chunk.length) {
            return anyCount(genotype, from);
        }
        long word = Words.at(chunk, from);
        int digits = Words.digits(word);
        if (digits == 0 || digits == Long.BYTES || chunk[from + digits] >= ' ') {
            return anyCount(genotype, from);
        }
        counts[genotype] = Words.number(word, digits);
        return from + digits;
    }

    private int anyCount(int genotype, int from) {
        int end = endOfField(from);
        if (end == NOT_PLAIN) {
            return NOT_PLAIN;
        }
        counts[genotype] = CountText.parse(new String(chunk, from, end - from, StandardCharsets.US_ASCII));
        return counts[genotype] < 0 ? NOT_PLAIN : end;
    }

    /**
     * At the tab, carriage return or line feed after a field, or at the end of the chunk; or {@link #NOT_PLAIN}, as for a
     * field that is too long, of which no copy should be made.
     */
    private int endOfField(int from) {
        int end = Math.min(chunk.length, from + TsvPosition.MAX_FIELD_LENGTH + 1);
        for (int at = from; at < end; at++) {
            byte b = chunk[at];
            if (b < ' ' || b == '"' || b == 0x7f) {
                return b == '\t' || b == '\n' || b == '\r' ? at : NOT_PLAIN;
            }
        }
        return end == chunk.length ? end : NOT_PLAIN;
    }

    private boolean isBlank(int from, int to) {
        for (int at = from; at < to; at++) {
            if (chunk[at] != ' ') {
                return false;
            }
        }
        return true;
    }

    private boolean isTab(int at) {
        return at < chunk.length && chunk[at] == '\t';
    }

    /** Whether a line ends here, by LF, CRLF or the end of the chunk; a carriage return alone is not usual. */
    private boolean isLineEnd(int at) {
        return at == chunk.length
                || chunk[at] == '\n'
                || chunk[at] == '\r' && at + 1 < chunk.length && chunk[at + 1] == '\n';
    }
}

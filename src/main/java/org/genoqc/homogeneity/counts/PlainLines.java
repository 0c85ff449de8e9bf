package org.genoqc.homogeneity.counts;

import java.nio.charset.StandardCharsets;
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
    private final boolean hasBatchColumn;
    private final boolean hasStratumColumn;
    private final boolean hasAlleles;
    private final boolean hasHaploidCounts;
    private final boolean hasPlaces;
    private final int rowsOfLine;
    private final ChunkRows rows;
    private final Layout.Kind[] kinds;
    private final int[] places;
    private final long[] counts;
    private final ChunkNames probesets;
    private final ChunkNames batches;
    private final ChunkNames strata;
    private final ChunkNames alleleNames;
    private final ChunkNames chromosomes;
    private final int[] alleles = new int[2];
    private int position = Annotation.NO_POSITION;
    private boolean wanted = true;

    private PlainLines(byte[] chunk, Layout layout, IdPool.Known expected) {
        this.chunk = chunk;
        this.hasBatchColumn = layout.hasBatchColumn();
        this.hasStratumColumn = layout.hasStratumColumn();
        this.hasAlleles = layout.hasAlleles();
        this.hasHaploidCounts = layout.hasHaploidCounts();
        this.hasPlaces = layout.hasPlaces();
        this.rowsOfLine = layout.rowsOfLine();
        int lines = expectedLines(chunk);
        // where the rows do not name the genotyping batch, each line is of a further probeset
        IdPool ids = layout.hasBatchColumn() ? new IdPool() : IdPool.within(chunk);
        this.rows = new ChunkRows(layout, ids, lines, chunk.length);
        this.kinds = layout.fields().stream().map(Layout.Field::kind).toArray(Layout.Kind[]::new);
        this.places = layout.fields().stream().mapToInt(Layout.Field::place).toArray();
        this.counts = new long[layout.places()];
        this.probesets =
                layout.hasBatchColumn() ? ChunkNames.repeated(chunk, ids) : ChunkNames.distinct(chunk, ids, expected);
        this.batches = ChunkNames.repeated(chunk, rows.batches());
        this.strata = ChunkNames.repeated(chunk, rows.strata());
        this.alleleNames = ChunkNames.repeated(chunk, rows.alleles());
        this.chromosomes = ChunkNames.repeated(chunk, rows.chromosomes());
    }

    /** As if all lines were as long as the first; never more than the shortest rows would be. */
    private static int expectedLines(byte[] chunk) {
        int line = 12;
        while (line < chunk.length && chunk[line] != '\n') {
            line++;
        }
        return chunk.length / line + chunk.length / line / 16;
    }

    /**
     * The rows of the chunk, or null if {@link CsvLines} must parse it.
     *
     * @param expected the probesets that its first are expected to be, where each line is of a further one
     */
    static @Nullable ParsedChunk parse(byte[] chunk, Layout layout, IdPool.Known expected) {
        PlainLines lines = new PlainLines(chunk, layout, expected);
        long count = lines.parse();
        if (count == NOT_PLAIN) {
            return null;
        }
        lines.rows.setKnownProbesets(expected.numbers(lines.probesets.asExpected()));
        return new ParsedChunk(lines.rows, List.of(), false, count);
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
            int end = field(field, at);
            if (end == NOT_PLAIN || !(field + 1 < kinds.length ? isTab(end) : isLineEnd(end))) {
                return NOT_PLAIN;
            }
            at = end + 1;
        }
        return at - 1 - from <= TsvPosition.MAX_LINE_LENGTH && add() ? at - 1 : NOT_PLAIN;
    }

    /** Adds the rows of a line whose fields have been read; false if something is wrong with it. */
    private boolean add() {
        if (hasBatchColumn) {
            rows.add(probesets.last(), batches.last(), counts, 0);
            if (hasStratumColumn) {
                rows.setStratum(strata.last());
            }
            return true;
        }
        if (hasHaploidCounts && !LineCounts.addHaploid(counts) || hasAlleles && !areSoundAlleles()) {
            return false;
        }
        for (int batch = 0; batch < rowsOfLine && wanted; batch++) {
            rows.add(probesets.last(), batch, counts, batch * Genotype.COUNT);
        }
        if (hasAlleles) {
            rows.setAlleles(alleles[0], alleles[1]);
        }
        if (hasPlaces) {
            rows.setPlace(chromosomes.last(), position);
        }
        return true;
    }

    private boolean areSoundAlleles() {
        return LineCounts.fit(alleles[0], alleles[1], counts) == LineCounts.Fit.GOOD;
    }

    /** Reads the field that begins here; where it ends, or {@link #NOT_PLAIN}. */
    private int field(int field, int from) {
        return switch (kinds[field]) {
            case COUNT -> count(places[field], from);
            case OTHER -> endOfField(from);
            case PROBESET -> hasAlleles && isNoName(from) ? NOT_PLAIN : name(probesets, from);
            case BATCH -> name(batches, from);
            case STRATUM -> name(strata, from);
            case WANTED -> wanted(from);
            case ALLELE -> allele(places[field], from);
            case CHROMOSOME -> chromosome(from);
            case POSITION -> position(from);
        };
    }

    /** Whether the field that begins here is what PLINK writes for a variant without a name. */
    private boolean isNoName(int from) {
        return from < chunk.length && chunk[from] == '.' && (from + 1 == chunk.length || chunk[from + 1] < ' ');
    }

    private int wanted(int from) {
        int end = endOfField(from);
        if (end != from + 1 || chunk[from] != '0' && chunk[from] != '1') {
            return NOT_PLAIN;
        }
        wanted = chunk[from] == '1';
        return end;
    }

    private int allele(int place, int from) {
        int end = name(alleleNames, from);
        for (int at = from; at < end; at++) {
            if (chunk[at] == ',') {
                return NOT_PLAIN;
            }
        }
        alleles[place] = alleleNames.last();
        return end;
    }

    private int chromosome(int from) {
        int known = rows.chromosomes().size();
        int end = name(chromosomes, from);
        boolean isNew = rows.chromosomes().size() > known;
        return isNew && !PlaceText.isChromosome(rows.chromosomes().text(known)) ? NOT_PLAIN : end;
    }

    private int position(int from) {
        int end = endOfField(from);
        if (end == NOT_PLAIN) {
            return NOT_PLAIN;
        }
        position = PlaceText.position(text(from, end));
        return position == PlaceText.NOT_A_POSITION ? NOT_PLAIN : end;
    }

    private String text(int from, int to) {
        return new String(chunk, from, to - from, StandardCharsets.US_ASCII);
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

    private int count(int place, int from) {
        if (from + Long.BYTES > chunk.length) {
            return anyCount(place, from);
        }
        long word = Words.at(chunk, from);
        int digits = Words.digits(word);
        if (digits == 0 || digits == Long.BYTES || chunk[from + digits] >= ' ') {
            return anyCount(place, from);
        }
        counts[place] = Words.number(word, digits);
        return from + digits;
    }

    private int anyCount(int place, int from) {
        int end = endOfField(from);
        if (end == NOT_PLAIN) {
            return NOT_PLAIN;
        }
        counts[place] = CountText.parse(text(from, end));
        return counts[place] < 0 ? NOT_PLAIN : end;
    }

    /**
     * At the tab, carriage return or line feed after a field, or at the end of the chunk; or {@link #NOT_PLAIN}, as for a
     * field that is too long, of which no copy should be made.
     */
    private int endOfField(int from) {
        int end = Math.min(chunk.length, from + TsvPosition.MAX_FIELD_LENGTH + 1);
        int at = from;
        int ordinary = Long.BYTES;
        while (ordinary == Long.BYTES && at + Long.BYTES <= end) {
            ordinary = Words.ordinary(Words.at(chunk, at));
            at += ordinary;
        }
        while (at < end && isOrdinary(chunk[at])) {
            at++;
        }
        if (at < end) {
            return chunk[at] == '\t' || chunk[at] == '\n' || chunk[at] == '\r' ? at : NOT_PLAIN;
        }
        return end == chunk.length && end - from <= TsvPosition.MAX_FIELD_LENGTH ? end : NOT_PLAIN;
    }

    private static boolean isOrdinary(byte b) {
        return b >= ' ' && b != '"' && b != 0x7f;
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

package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.util.List;
import org.genoqc.homogeneity.fault.InputFault;

/**
 * What a chunk of lines below the header holds.
 *
 * @param rows the rows that can be accepted
 * @param faults the faults, with lines counted from the beginning of the chunk
 * @param isStopped whether parsing stopped before the end of the chunk
 * @param lines the lines of the chunk, if it was parsed to its end
 */
record ParsedChunk(ChunkRows rows, List<InputFault> faults, boolean isStopped, long lines) {

    /**
     * Parses a chunk: by {@link PlainLines} where it is plain enough and wanted to its end, by
     * {@link CsvLines} where it is not.
     *
     * @param maxRows after so many rows parsing stops
     */
    static ParsedChunk of(byte[] chunk, Layout layout, long maxRows) throws IOException {
        return maxRows < Long.MAX_VALUE
                ? CsvLines.parse(chunk, layout, maxRows)
                : of(chunk, layout, IdPool.Known.NOTHING);
    }

    /**
     * Parses a chunk to its end.
     *
     * @param expected the probesets that its first are expected to be
     */
    static ParsedChunk of(byte[] chunk, Layout layout, IdPool.Known expected) throws IOException {
        ParsedChunk plain = PlainLines.parse(chunk, layout, expected);
        return plain != null ? plain : CsvLines.parse(chunk, layout, Long.MAX_VALUE);
    }
}

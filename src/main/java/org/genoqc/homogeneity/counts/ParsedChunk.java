package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.util.List;
import org.genoqc.homogeneity.fault.InputFault;
import org.jspecify.annotations.Nullable;

/**
 * What a chunk of lines holds.
 *
 * @param header the header, found in this chunk or before; null if it is still to come
 * @param rows the rows that can be accepted
 * @param faults the faults, with lines counted from the beginning of the chunk
 * @param isStopped whether parsing stopped before the end of the chunk
 * @param lines the lines of the chunk, if it was parsed to its end
 */
record ParsedChunk(
        @Nullable CountsHeader header, ChunkRows rows, List<InputFault> faults, boolean isStopped, long lines) {

    /**
     * Parses a chunk: by {@link PlainLines} where it is plain enough and wanted to its end, by
     * {@link CsvLines} where it is not.
     *
     * @param header the header if it came before; null if it is to be found in this chunk
     * @param maxRows after so many rows parsing stops
     */
    static ParsedChunk of(byte[] chunk, @Nullable CountsHeader header, long maxRows) throws IOException {
        ParsedChunk plain = header == null || maxRows < Long.MAX_VALUE ? null : PlainLines.parse(chunk, header);
        return plain != null ? plain : CsvLines.parse(chunk, header, maxRows);
    }
}

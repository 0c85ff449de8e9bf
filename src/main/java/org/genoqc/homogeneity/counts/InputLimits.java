package org.genoqc.homogeneity.counts;

import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;

/**
 * How large a data set may be, beside that its counts fit into the heap. Looked at for each chunk of lines, not for each line.
 *
 * @param rows of all files together
 * @param probesets of all files together
 * @param genotypingBatches of all files together, of each stratum its own
 * @param fields of a line
 * @param unpackedBytes of all files together that are compressed, when they are read
 * @param ratio of the bytes of a file to its compressed ones, from {@link Unpacking#MIN_BYTES} on
 */
public record InputLimits(long rows, int probesets, int genotypingBatches, int fields, long unpackedBytes, long ratio) {

    /** Only the heap is a limit. */
    public static final InputLimits NONE = new InputLimits(
            Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    /** What is told of a limit that is exceeded. */
    static InvalidInputException exceeded(long line, long found, String rule) {
        return new InvalidInputException(InputFault.at(line, null, String.valueOf(found), Code.TOO_LARGE, rule));
    }
}

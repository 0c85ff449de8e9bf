package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.simulation.Cancellation;

/**
 * What is in a part of a file, but for the counts: how many rows and lines, whose they are, and what is wrong with them, with
 * lines counted from the beginning of the part.
 */
public final class PartScan implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final int file;
    private long rows;
    private long lines;
    private long largestCount;
    private boolean isStopped;
    private boolean isDamaged;
    private final ArrayList<InputFault> faults = new ArrayList<>();
    private final HashSet<GenotypingBatches.Name> batches = new HashSet<>();
    private final ProbesetSample probesets = new ProbesetSample();

    private PartScan(int file) {
        this.file = file;
    }

    /**
     * Reads a part.
     *
     * @param bytes of the file as it is, from {@link FilePart#start} on
     * @throws java.util.concurrent.CancellationException soon after cancellation is asked for
     */
    public static PartScan of(FilePart part, InputStream bytes, Cancellation cancellation) throws IOException {
        PartScan scan = new PartScan(part.file());
        LineChunks chunks = part.open(bytes);
        for (byte[] chunk = chunks.next(); chunk != null && !scan.isStopped; chunk = chunks.next()) {
            cancellation.throwIfRequested();
            scan.take(ParsedChunk.of(chunk, part.layout(), IdPool.Known.NOTHING));
        }
        scan.isDamaged = chunks.isDamaged();
        return scan;
    }

    private void take(ParsedChunk chunk) {
        for (InputFault fault : chunk.faults()) {
            if (faults.size() < InvalidInputException.MAX_FAULTS) {
                faults.add(fault.below(lines));
            }
        }
        ChunkRows ofChunk = chunk.rows();
        lines += chunk.lines();
        rows += ofChunk.size();
        largestCount = Math.max(largestCount, ofChunk.largestCount());
        isStopped = chunk.isStopped() || faults.size() >= InvalidInputException.MAX_FAULTS;
        GenotypingBatches.addNames(ofChunk, batches);
        for (int probeset = 0; probeset < ofChunk.probesets().size(); probeset++) {
            probesets.add(ofChunk.probesets().bytes(probeset));
        }
    }

    /** The number of the file that it is of. */
    public int file() {
        return file;
    }

    /** The rows that can be accepted. */
    public long rows() {
        return rows;
    }

    long lines() {
        return lines;
    }

    long largestCount() {
        return largestCount;
    }

    boolean isStopped() {
        return isStopped;
    }

    boolean isDamaged() {
        return isDamaged;
    }

    /** Up to {@link InvalidInputException#MAX_FAULTS}. */
    List<InputFault> faults() {
        return faults;
    }

    Set<GenotypingBatches.Name> batches() {
        return batches;
    }

    ProbesetSample probesets() {
        return probesets;
    }
}

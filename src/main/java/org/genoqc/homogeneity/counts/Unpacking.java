package org.genoqc.homogeneity.counts;

import java.util.concurrent.atomic.AtomicLong;
import org.genoqc.homogeneity.fault.InvalidInputException;

/** Keeps account of what the compressed files of a data set become, so that a few bytes don't become any number. Thread-safe. */
final class Unpacking {

    /** Without limits. */
    static final Unpacking ANY = new Unpacking(InputLimits.NONE);

    /** So much may come of any file: the beginning of one is no measure of the rest. */
    static final long MIN_BYTES = 1 << 26;

    private final InputLimits limits;
    private final AtomicLong bytes = new AtomicLong();

    Unpacking(InputLimits limits) {
        this.limits = limits;
    }

    /**
     * Further bytes of a file have been unpacked.
     *
     * @param ofFile all of it so far
     * @param compressed those they came from
     * @throws InvalidInputException if this is more than there may be
     */
    void add(long further, long ofFile, long compressed) throws InvalidInputException {
        long all = bytes.addAndGet(further);
        if (all > limits.unpackedBytes()) {
            throw InputLimits.exceeded(
                    1, all, "files that are compressed may have at most " + limits.unpackedBytes() + " bytes together");
        }
        if (ofFile > MIN_BYTES && ofFile / limits.ratio() > compressed) {
            throw InputLimits.exceeded(
                    1,
                    ofFile / Math.max(1, compressed),
                    "a file may be compressed to at least 1/" + limits.ratio()
                            + " of its bytes, as tables of counts are");
        }
    }
}

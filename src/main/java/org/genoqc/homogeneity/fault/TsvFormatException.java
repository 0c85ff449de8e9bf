package org.genoqc.homogeneity.fault;

import java.io.IOException;

/** A file is not what this program wrote, or no longer. */
public final class TsvFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param file what it is, for the message
     * @param line counted from 1
     */
    public TsvFormatException(String file, long line, String complaint) {
        super(file + ", line " + line + ": " + complaint);
    }
}

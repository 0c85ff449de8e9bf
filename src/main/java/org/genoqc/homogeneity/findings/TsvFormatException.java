package org.genoqc.homogeneity.findings;

import java.io.IOException;

/** A file is not what this program wrote, or no longer. */
public final class TsvFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    TsvFormatException(String file, long line, String complaint) {
        super(file + ", line " + line + ": " + complaint);
    }
}

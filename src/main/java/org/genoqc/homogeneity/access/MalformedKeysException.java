package org.genoqc.homogeneity.access;

import java.io.IOException;
import java.nio.file.Path;

/** A keys file that can't be read as such. */
public final class MalformedKeysException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedKeysException(Path file, int line, String rule) {
        super(file + ", line " + line + ": " + rule);
    }

    MalformedKeysException(Path file, String rule) {
        super(file + ": " + rule);
    }
}

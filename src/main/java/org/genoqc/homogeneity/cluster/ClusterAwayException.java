package org.genoqc.homogeneity.cluster;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The cluster does not answer, or takes nothing at the moment; it may later. */
public final class ClusterAwayException extends IOException {

    private static final long serialVersionUID = 1L;

    public ClusterAwayException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

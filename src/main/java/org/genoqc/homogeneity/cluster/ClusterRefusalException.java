package org.genoqc.homogeneity.cluster;

import java.io.IOException;

/** The cluster has refused what was submitted, and would do so again. */
public final class ClusterRefusalException extends IOException {

    private static final long serialVersionUID = 1L;

    public ClusterRefusalException(String message) {
        super(message);
    }
}

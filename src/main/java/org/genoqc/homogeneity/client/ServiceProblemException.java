package org.genoqc.homogeneity.client;

import java.io.IOException;
import java.util.List;

/** An answer of the service that says what is wrong with the request, or with the service. */
public final class ServiceProblemException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient List<String> faults;

    ServiceProblemException(int status, List<String> faults) {
        super(String.join("; ", faults));
        this.status = status;
        this.faults = List.copyOf(faults);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What is wrong, in one line for each fault; at least one. */
    public List<String> faults() {
        return faults;
    }
}

package org.genoqc.homogeneity.client;

import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** An answer of the service that says what is wrong with the request, or with the service. */
public final class ServiceProblemException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient JsonNode problem;

    ServiceProblemException(int status, JsonNode problem) {
        super(String.join("; ", ServiceClient.faults(problem, "")));
        this.status = status;
        this.problem = problem;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /**
     * What is wrong, in one line for each fault; at least one.
     *
     * @param prefix of each line that does not begin with the name of a file
     */
    public List<String> faults(String prefix) {
        return ServiceClient.faults(problem, prefix);
    }
}

package org.genoqc.homogeneity.web;

import org.genoqc.homogeneity.parameters.Parameter;

/** The job has no probeset of that id. */
final class NoSuchProbesetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoSuchProbesetException(String id) {
        super("the job has no probeset \"" + Parameter.shortened(id) + "\"");
    }
}

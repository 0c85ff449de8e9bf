package org.genoqc.homogeneity.web;

import org.genoqc.homogeneity.parameters.Parameter;

/** There is no such job. */
final class JobNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JobNotFoundException(String id) {
        super("there is no job " + Parameter.shortened(id));
    }
}

package org.genoqc.homogeneity.web;

/** There is no such job. */
final class JobNotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JobNotFoundException(String id) {
        super("there is no job " + (id.length() > 80 ? id.substring(0, 80) + "..." : id));
    }
}

package org.genoqc.homogeneity.web;

/** Who asks may see the job, and may not change it. */
class NotAllowedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAllowedException() {
        super("only who submitted a job, or an operator, may cancel or remove it");
    }
}

package org.genoqc.homogeneity.web;

/** The job has a result, but its analysis was basic. */
final class NotAssessedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotAssessedException() {
        super("the analysis of the job was basic, which looks for no findings; submit the file with analysis=full");
    }
}

package org.genoqc.homogeneity.web;

/** The job has a result, but it ended before this service kept counts. */
final class NoCountsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoCountsException() {
        super("the job was run by an earlier version, which kept no counts; submit the file again");
    }
}

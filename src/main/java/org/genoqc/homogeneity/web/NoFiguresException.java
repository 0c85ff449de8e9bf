package org.genoqc.homogeneity.web;

/** The job has a result, but it ended before this service made figures. */
final class NoFiguresException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoFiguresException() {
        super("the job was run by an earlier version, which made no figures; submit the file again");
    }
}

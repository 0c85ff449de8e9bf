package org.genoqc.homogeneity.cli;

/** What the command says to the shell. */
final class ExitCode {

    static final int DONE = 0;
    /** A file can't be read or written, the service can't be reached, or anything else went wrong. */
    static final int FAILURE = 1;

    static final int USAGE = 2;
    /** The input is invalid. */
    static final int BAD_INPUT = 3;
    /** As shells have it for a command ended by SIGINT: 128 + 2. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}

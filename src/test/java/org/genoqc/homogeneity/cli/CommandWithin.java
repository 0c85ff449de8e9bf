package org.genoqc.homogeneity.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import org.genoqc.homogeneity.harness.CommandProcess.Ended;

/** A command within this process, for tests of what a command does where it is no matter that it is a process. */
public final class CommandWithin {

    private CommandWithin() {}

    /** Runs it to its end; what it writes as bytes, a table to standard output, is not in the output. */
    public static Ended run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Cli.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Arrays.stream(args).map(Object::toString).toArray(String[]::new));
        return new Ended(exitCode, out.toString(), err.toString());
    }
}

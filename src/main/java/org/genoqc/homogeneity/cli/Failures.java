package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.genoqc.homogeneity.client.ServiceProblemException;
import org.genoqc.homogeneity.fault.HeapBudgetExceededException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints a line that says why a command failed; a stack trace only for errors of the program itself. */
final class Failures implements IExecutionExceptionHandler {

    /** A command that ends with one line for each thing that is wrong. */
    static final class Failure extends IOException {
        private static final long serialVersionUID = 1L;
        private final int exitCode;
        private final String lines;

        Failure(int exitCode, String lines) {
            super(lines);
            this.exitCode = exitCode;
            this.lines = lines;
        }
    }

    /** Nobody reads the output any more, as after {@code | head}; no message is needed. */
    static final class OutputClosedException extends IOException {
        private static final long serialVersionUID = 1L;

        OutputClosedException(IOException cause) {
            super(cause);
        }
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        switch (e) {
            case InterruptedException interrupted -> {
                return ExitCode.INTERRUPTED;
            }
            case OutputClosedException closed -> {
                return ExitCode.FAILURE;
            }
            case Failure failure -> {
                failure.lines.lines().forEach(line -> say(err, line));
                return failure.exitCode;
            }
            case ServiceProblemException problem -> {
                return handleExecutionException(of(problem, ""), command, parsed);
            }
            case HeapBudgetExceededException heap -> say(err, heap.getMessage());
            case IOException io -> say(err, describe(io));
            case InvalidPathException name ->
                say(err, name.getInput() + ": not a file name in this locale; setting LC_ALL=C.UTF-8 may help");
            default -> {
                say(err, "internal error");
                e.printStackTrace(err);
            }
        }
        return ExitCode.FAILURE;
    }

    /**
     * What the service says, as a failure of the command.
     *
     * @param prefix of each line that does not begin with the name of a file
     */
    static Failure of(ServiceProblemException problem, String prefix) {
        int exitCode = switch (problem.status()) {
            case 400 -> ExitCode.USAGE;
            case 415, 422 -> ExitCode.BAD_INPUT;
            default -> ExitCode.FAILURE;
        };
        return new Failure(
                exitCode,
                problem.status() == 401
                        ? "the service needs a key or token that is in force: --key, or the environment variable "
                                + ServerOption.KEY_VARIABLE
                        : String.join("\n", problem.faults(prefix)));
    }

    /** The name of a file as it was given; a variable of a script that is not set gives an empty one. */
    static String requireName(String argument) throws Failure {
        if (argument.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "the name of a file is empty");
        }
        return argument;
    }

    /** More heap was needed than there is, in a place where it is not accounted for. */
    static int outOfMemory(PrintWriter err) {
        say(
                err,
                "the heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB is too small; run with a larger one (-Xmx)");
        return ExitCode.FAILURE;
    }

    private static void say(PrintWriter err, String line) {
        err.println("chi2-homogeneity: " + line);
    }

    /** Many of these exceptions have only the name of the file as their message. */
    static String describe(IOException e) {
        if (!(e instanceof FileSystemException file) || file.getReason() != null) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
        return file.getFile() + ": "
                + switch (file) {
                    case NoSuchFileException missing -> "no such file or directory";
                    case AccessDeniedException denied -> "permission denied";
                    case FileAlreadyExistsException exists -> "already exists";
                    case NotDirectoryException notDirectory -> "not a directory";
                    case DirectoryNotEmptyException notEmpty -> "a directory that is not empty";
                    default -> file.getClass().getSimpleName();
                };
    }
}

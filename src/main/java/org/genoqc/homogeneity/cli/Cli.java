package org.genoqc.homogeneity.cli;

import java.io.PrintWriter;
import java.util.Set;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "chi2-homogeneity",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        description = "Tests every probeset of a SNP array for homogeneity of genotype frequencies between "
                + "genotyping batches.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failure: a file can't be read or written, the service can't be reached",
            "2:the command line is wrong",
            "3:the input is invalid",
            "130:interrupted"
        })
public final class Cli {

    private static final Set<String> OWN_OPTIONS = Set.of("--help", "--version");

    private Cli() {}

    /**
     * Whether arguments are for the command line; if not, they are for the service: none, {@code serve}, or settings.
     */
    public static boolean isFor(String[] args) {
        if (args.length == 0) {
            return false;
        }
        if (args[0].equals(ServeCommand.NAME)) {
            return args.length == 2 && Set.of("-h", "--help").contains(args[1]);
        }
        return !args[0].startsWith("--") || OWN_OPTIONS.contains(args[0]);
    }

    /**
     * Runs a command.
     *
     * @return the exit code
     */
    public static int run(String... args) {
        return run(
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                args);
    }

    private static UUID jobId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException("'" + text + "' is not a job id");
        }
    }

    static int run(PrintWriter out, PrintWriter err, String... args) {
        try (Interruption interruption = Interruption.ofThisThread()) {
            CommandLine commandLine = new CommandLine(new Cli(), new Commands(interruption));
            Commands.neededFor(args).forEach(commandLine::addSubcommand);
            commandLine.setOut(out);
            commandLine.setErr(err);
            commandLine.setExecutionExceptionHandler(new Failures());
            commandLine.setParameterExceptionHandler(new UsageFaults());
            commandLine.registerConverter(UUID.class, Cli::jobId);
            return commandLine.execute(args);
        } catch (OutOfMemoryError e) {
            return Failures.outOfMemory(err);
        }
    }
}

package org.genoqc.homogeneity.cli;

import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in a line what is wrong with the arguments, and where to read on; the whole usage would hide it. */
final class UsageFaults implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        command.getErr().println("chi2-homogeneity: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, command.getErr());
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.USAGE;
    }

    /**
     * Makes something of options; a refused value is a fault of the option it was given with.
     *
     * @param make throws an IllegalArgumentException whose message begins with the parameter as it is written in
     * requests, such as n_simulations
     */
    static <T> T checked(CommandSpec command, Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            String[] words = String.valueOf(e.getMessage()).split(" ", 2);
            throw new ParameterException(command.commandLine(), "--" + words[0].replace('_', '-') + " " + words[1], e);
        }
    }
}

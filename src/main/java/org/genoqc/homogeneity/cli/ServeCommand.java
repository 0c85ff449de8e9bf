package org.genoqc.homogeneity.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Describes the service, which is not started from here: that would load Spring with every command. */
@Command(
        name = ServeCommand.NAME,
        description = "Starts the REST service, as does the command without arguments.",
        footer = {"", "Example: serve --server.port=8081 --homogeneity.data-dir=/var/lib/homogeneity"})
final class ServeCommand implements Runnable {

    static final String NAME = "serve";

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Parameters(
            paramLabel = "--SETTING=VALUE",
            arity = "0..*",
            description = "Settings of the service, as the README lists them.")
    private List<String> settings = new ArrayList<>();

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "serve must be the first argument, before " + settings);
    }
}

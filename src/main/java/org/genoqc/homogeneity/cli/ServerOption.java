package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.net.URI;
import org.genoqc.homogeneity.client.ServiceClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which service a command talks to. */
final class ServerOption {

    static final String KEY_VARIABLE = "HOMOGENEITY_KEY";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:CHI2_HOMOGENEITY_SERVER:-http://localhost:8080}",
            description = "Where the service is (${DEFAULT-VALUE}); "
                    + "the environment variable CHI2_HOMOGENEITY_SERVER sets the default.")
    private URI server = URI.create("http://localhost:8080");

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "The key or token, where the service asks for one; better in the environment variable "
                    + KEY_VARIABLE
                    + ", since others on this machine can see the arguments of a command.")
    private @Nullable String key;

    /** Uses a client. */
    @FunctionalInterface
    interface Use {
        void of(ServiceClient client) throws IOException, InterruptedException;
    }

    int use(Use use) throws IOException, InterruptedException {
        if (!"http".equals(server.getScheme()) && !"https".equals(server.getScheme()) || server.getHost() == null) {
            throw new ParameterException(
                    command.commandLine(), "--server must be like http://localhost:8080, not " + server);
        }
        try (ServiceClient client = new ServiceClient(server, key())) {
            use.of(client);
        }
        return ExitCode.DONE;
    }

    private @Nullable String key() {
        String given = key == null ? System.getenv(KEY_VARIABLE) : key;
        if (given != null && !given.isEmpty() && !given.matches("[!-~]+")) {
            throw new ParameterException(command.commandLine(), "a key has visible ASCII characters alone");
        }
        return given == null || given.isEmpty() ? null : given;
    }
}

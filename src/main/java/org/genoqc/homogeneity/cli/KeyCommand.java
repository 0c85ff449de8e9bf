package org.genoqc.homogeneity.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.genoqc.homogeneity.access.KeysFile;
import org.genoqc.homogeneity.access.Role;
import org.genoqc.homogeneity.access.StoredKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes, lists and removes the keys of a service with the mode api-key. */
@Command(
        name = "key",
        synopsisSubcommandLabel = "create|list|remove",
        description = "Makes, lists and removes the keys of a service. The service reads them again by itself.",
        footer = {"", "Example: key create anna --role submitter --keys-file /etc/chi2-homogeneity/keys"})
final class KeyCommand implements Runnable {

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "one of create, list and remove is missing");
    }

    /** Which file the keys are in. */
    static final class KeysFileOption {

        @Option(
                names = "--keys-file",
                paramLabel = "FILE",
                defaultValue = "${env:HOMOGENEITY_SECURITY_KEYSFILE:-${env:HOMOGENEITY_DATADIR:-data}/keys}",
                description = "The file of the keys (${DEFAULT-VALUE}); the environment variables "
                        + "HOMOGENEITY_SECURITY_KEYSFILE and HOMOGENEITY_DATADIR set the default.")
        private Path path = Path.of("data", "keys");

        KeysFile file() {
            return new KeysFile(path);
        }

        /** Makes its folder, as the service would that of its data. */
        KeysFile fileToWrite() throws IOException {
            KeysFile file = file();
            Files.createDirectories(file.path().resolveSibling("."));
            return file;
        }
    }

    @Command(
            name = "create",
            description = "Makes a key and prints it. It is kept nowhere: only its hash is in the file.")
    int create(
            @Parameters(
                            paramLabel = "NAME",
                            description =
                                    "Whose key it is: the owner of the jobs submitted with it. Several keys may have"
                                            + " one name, so that one can be replaced without a gap.")
                    String name,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            required = true,
                            description =
                                    "submitter: own jobs; viewer: sees all jobs; operator: all, and metrics. May be"
                                            + " repeated.")
                    List<String> roles,
            @Mixin KeysFileOption keys)
            throws IOException {
        try {
            println(keys.fileToWrite().create(name, roles(roles), Instant.now()));
            return ExitCode.DONE;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()));
        }
    }

    private Set<Role> roles(List<String> labels) {
        Set<Role> roles = new LinkedHashSet<>();
        for (String label : labels) {
            roles.add(Role.ofLabel(label)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "--role must be submitter, viewer or operator, not " + label)));
        }
        return roles;
    }

    @Command(name = "list", description = "Lists the keys: name, id, roles, and when each was made.")
    int list(@Mixin KeysFileOption keys) throws IOException {
        for (StoredKey key : keys.file().read().all()) {
            println(String.join(
                    "\t", key.name(), key.id(), key.labels(), key.created().toString()));
        }
        return ExitCode.DONE;
    }

    @Command(name = "remove", description = "Removes all keys of a name, or one of them.")
    int remove(
            @Parameters(paramLabel = "NAME", description = "Whose keys.") String name,
            @Option(names = "--id", paramLabel = "ID", description = "Only the key with this id; key list shows it.")
                    @Nullable
                    String id,
            @Mixin KeysFileOption keys)
            throws IOException {
        int removed = keys.file()
                .remove(key ->
                        key.name().equals(name) && (id == null || key.id().equals(id)));
        if (removed == 0) {
            throw new Failures.Failure(
                    ExitCode.FAILURE,
                    keys.file().path() + " has no key of " + name + (id == null ? "" : " with this id"));
        }
        return ExitCode.DONE;
    }

    private void println(String line) {
        PrintWriter out = command.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}

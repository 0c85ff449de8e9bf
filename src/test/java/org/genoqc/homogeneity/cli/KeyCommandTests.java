package org.genoqc.homogeneity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.genoqc.homogeneity.access.KeysFile;
import org.genoqc.homogeneity.access.Role;
import org.genoqc.homogeneity.access.StoredKey;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OneAtATime
class KeyCommandTests {

    private static final Pattern KEY = Pattern.compile("chi2h_[0-9a-f]{12}_[0-9a-f]{64}");

    @TempDir
    private Path folder;

    private Path keys;

    @BeforeEach
    void name() {
        keys = folder.resolve("new/keys");
    }

    private record Ended(int exitCode, String out, String err) {}

    private Ended key(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        String[] all = Arrays.copyOf(texts, texts.length + 1);
        all[texts.length] = "--keys-file=" + keys;
        int exitCode = Cli.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
        return new Ended(exitCode, out.toString(), err.toString());
    }

    @Test
    void aKeyIsPrintedOnceAndIsThenInTheFile() throws IOException {
        Ended created = key("key", "create", "anna", "--role", "submitter", "--role", "viewer");
        assertThat(created.exitCode()).as(created.err()).isZero();
        assertThat(created.err()).isEmpty();
        assertThat(created.out().strip()).matches(KEY);
        StoredKey stored = new KeysFile(keys).read().find(created.out().strip()).orElseThrow();
        assertThat(stored.name()).isEqualTo("anna");
        assertThat(stored.roles()).isEqualTo(Set.of(Role.SUBMITTER, Role.VIEWER));
        Ended listed = key("key", "list");
        assertThat(listed.out())
                .isEqualTo("anna\t" + stored.id() + "\tsubmitter,viewer\t" + stored.created() + "\n")
                .doesNotContain(created.out().strip());
    }

    @Test
    void oneKeyOfANameIsReplacedByAnotherWithoutAGap() throws IOException {
        key("key", "create", "anna", "--role=submitter");
        String old = new KeysFile(keys).read().all().getFirst().id();
        key("key", "create", "anna", "--role=submitter");
        assertThat(key("key", "remove", "anna", "--id=" + old).exitCode()).isZero();
        assertThat(new KeysFile(keys).read().all())
                .hasSize(1)
                .noneMatch(key -> key.id().equals(old));
        assertThat(key("key", "remove", "anna").exitCode()).isZero();
        assertThat(new KeysFile(keys).read().all()).isEmpty();
    }

    @Test
    void whatIsWrongIsSaidOnALine() throws IOException {
        assertThat(key("key", "list").err()).isEqualTo("chi2-homogeneity: " + keys + ": no such file or directory\n");
        assertThat(key("key", "remove", "anna"))
                .isEqualTo(new Ended(1, "", "chi2-homogeneity: " + keys + " has no key of anna\n"));
        assertThat(key("key", "create", "anna", "--role=root").exitCode()).isEqualTo(2);
        assertThat(key("key", "create", "anna", "--role=root").err())
                .contains("--role must be submitter, viewer or operator, not root");
        assertThat(key("key", "create", "a b", "--role=viewer").err()).contains("the name must be 1 to 64 letters");
        assertThat(key("key", "create", "anna").err()).contains("--role");
        assertThat(keys).doesNotExist();
        Files.createDirectories(folder.resolve("new"));
        Files.writeString(keys, "anna\n");
        assertThat(key("key", "list"))
                .isEqualTo(new Ended(
                        1,
                        "",
                        "chi2-homogeneity: " + keys + ", line 1: a key has five fields, separated by blanks: name, id,"
                                + " roles, sha256:SALT:HASH, time\n"));
    }

    @Test
    void withoutASubcommandItSaysWhichThereAre() {
        Ended ended = key("key");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(Cli.run(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), "key", "--help"))
                .isZero();
    }
}

package org.genoqc.homogeneity.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysFileTests {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00.5Z");
    private static final String SALT = "0".repeat(32);
    private static final String HASH = "0".repeat(64);

    @TempDir
    private Path folder;

    private KeysFile file;

    @BeforeEach
    void name() {
        file = new KeysFile(folder.resolve("keys"));
    }

    @Test
    void aKeyIsFoundByItsTextAlone() throws IOException {
        String text = file.create("anna", Set.of(Role.SUBMITTER, Role.VIEWER), NOW);
        file.create("bert", Set.of(Role.OPERATOR), NOW);
        Keys keys = file.read();
        StoredKey found = keys.find(text).orElseThrow();
        assertThat(found.name()).isEqualTo("anna");
        assertThat(found.roles()).containsExactlyInAnyOrder(Role.SUBMITTER, Role.VIEWER);
        assertThat(found.created()).isEqualTo("2026-11-29T12:00:00Z");
        char last = text.charAt(text.length() - 1);
        String other = text.substring(0, text.length() - 1) + (last == '0' ? '1' : '0');
        for (String wrong : new String[] {other, text + "0", " " + text, text.toUpperCase(), found.hash(), ""}) {
            assertThat(keys.find(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void theFileHasNoSecretAndOnlyItsOwnerReadsIt() throws IOException {
        String text = file.create("anna", Set.of(Role.SUBMITTER), NOW);
        assertThat(file.path()).content().doesNotContain(text.substring(text.lastIndexOf('_') + 1));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        assertThat(file.read().toString())
                .doesNotContain(file.read().all().getFirst().salt());
    }

    @Test
    void theSameNameHasOtherSaltsAndKeys() throws IOException {
        String one = file.create("anna", Set.of(Role.SUBMITTER), NOW);
        String two = file.create("anna", Set.of(Role.SUBMITTER), NOW);
        Keys keys = file.read();
        assertThat(keys.find(one).orElseThrow().id())
                .isNotEqualTo(keys.find(two).orElseThrow().id());
        assertThat(keys.all()).extracting(StoredKey::salt).doesNotHaveDuplicates();
    }

    @Test
    void removingKeepsCommentsAndOtherKeys() throws IOException {
        Files.writeString(file.path(), "# keys of the lab\n\n");
        String anna = file.create("anna", Set.of(Role.SUBMITTER), NOW);
        String bert = file.create("bert", Set.of(Role.VIEWER), NOW);
        assertThat(file.remove(key -> key.name().equals("anna"))).isEqualTo(1);
        assertThat(file.remove(key -> key.name().equals("anna"))).isZero();
        assertThat(file.read().find(anna)).isEmpty();
        assertThat(file.read().find(bert)).isPresent();
        assertThat(file.path()).content().startsWith("# keys of the lab\n\nbert ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "anonymous", "a b", "-a", "a\nb", "a:b", "é", "a/b"})
    void notEachNameCanBeOne(String name) {
        assertThatThrownBy(() -> file.create(name, Set.of(Role.VIEWER), NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the name must be 1 to 64 letters");
        assertThat(file.path()).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anna | five fields",
                "anna 0123456789ab root sha256:SALT:HASH 2026-11-29T12:00:00Z | the roles must be",
                "anna 0123456789ab viewer, sha256:SALT:HASH 2026-11-29T12:00:00Z | the roles must be",
                "anna 0123456789 viewer sha256:SALT:HASH 2026-11-29T12:00:00Z | the id must be",
                "anna 0123456789ab viewer md5:SALT:HASH 2026-11-29T12:00:00Z | the fourth field must be",
                "anna 0123456789ab viewer sha256::HASH 2026-11-29T12:00:00Z | the salt must be",
                "anna 0123456789ab viewer sha256:SALT:00 2026-11-29T12:00:00Z | the hash must be",
                "anna 0123456789ab viewer sha256:SALT:HASH today | the time must be"
            })
    void aMalformedLineIsRefusedByNumberAndRule(String line, String rule) throws IOException {
        Files.writeString(file.path(), "# first\n" + line.replace("SALT", SALT).replace("HASH", HASH) + "\n");
        assertThatThrownBy(file::read)
                .isInstanceOf(MalformedKeysException.class)
                .hasMessageStartingWith(file.path() + ", line 2: ")
                .hasMessageContaining(rule)
                .hasMessageNotContaining(SALT);
        byte[] before = Files.readAllBytes(file.path());
        assertThatThrownBy(() -> file.create("bert", Set.of(Role.VIEWER), NOW))
                .isInstanceOf(MalformedKeysException.class);
        assertThat(file.path()).hasBinaryContent(before);
    }

    @Test
    void oneIdTwiceIsRefused() throws IOException {
        file.create("anna", Set.of(Role.VIEWER), NOW);
        String line = Files.readString(file.path());
        Files.writeString(file.path(), line + line);
        assertThatThrownBy(file::read).hasMessageContaining("two keys have the id");
    }
}

package org.genoqc.homogeneity.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.genoqc.homogeneity.access.KeysFile;
import org.genoqc.homogeneity.access.Role;
import org.genoqc.homogeneity.harness.OneAtATime;
import org.genoqc.homogeneity.harness.SettableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What becomes of a change of the keys file, on a clock that is moved. */
@OneAtATime
@ExtendWith(OutputCaptureExtension.class)
class WatchedKeysTests {

    private static final Instant START = Instant.parse("2026-11-29T12:00:00Z");

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(START);
    private KeysFile file;
    private String anna;
    private WatchedKeys keys;

    @BeforeEach
    void haveAKey() throws IOException {
        file = new KeysFile(folder.resolve("keys"));
        anna = file.create("anna", Set.of(Role.SUBMITTER), START);
        keys = new WatchedKeys(file, clock);
    }

    private boolean isKnown(String key) {
        return keys.current().find(key).isPresent();
    }

    private void aSecondLater() {
        clock.advance(Duration.ofSeconds(1));
    }

    @Test
    void aKeyIsInForceAndOutOfForceASecondAfterTheFileSaysSo() throws IOException {
        String bert = file.create("bert", Set.of(Role.VIEWER), START);
        assertThat(isKnown(bert)).as("within the second").isFalse();
        aSecondLater();
        assertThat(isKnown(bert)).isTrue();
        file.remove(key -> key.name().equals("anna"));
        clock.advance(Duration.ofMillis(999));
        assertThat(isKnown(anna)).as("within the second").isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(isKnown(anna)).isFalse();
        assertThat(isKnown(bert)).isTrue();
    }

    @Test
    void aClockThatIsSetBackDoesNotKeepOldKeysInForce() throws IOException {
        file.remove(key -> true);
        clock.advance(Duration.ofHours(-1));
        assertThat(isKnown(anna)).isFalse();
    }

    @Test
    void aMalformedFileLeavesTheKeysAsTheyWereAndIsLoggedOnce(CapturedOutput output) throws IOException {
        String sound = Files.readString(file.path());
        Files.writeString(file.path(), sound + "bert operator\n");
        for (int i = 0; i < 3; i++) {
            aSecondLater();
            assertThat(isKnown(anna)).isTrue();
        }
        assertThat(output.toString()).containsOnlyOnce("keys, line 2: a key has five fields");
        Files.writeString(file.path(), "# none\n");
        aSecondLater();
        assertThat(isKnown(anna)).isFalse();
        assertThat(output.toString()).contains("0 keys are in force");
    }

    @Test
    void aFileThatIsGoneLeavesTheKeysAsTheyWere(CapturedOutput output) throws IOException {
        Files.delete(file.path());
        aSecondLater();
        assertThat(isKnown(anna)).isTrue();
        assertThat(output.toString()).contains("the keys can't be read; those that were read before stay in force");
        String bert = file.create("bert", Set.of(Role.VIEWER), START);
        aSecondLater();
        assertThat(isKnown(anna)).isFalse();
        assertThat(isKnown(bert)).isTrue();
    }

    @Test
    void withAMalformedFileThereIsNoStart() throws IOException {
        Files.writeString(file.path(), "anna\n");
        assertThatThrownBy(() -> new WatchedKeys(file, clock))
                .isInstanceOf(UnusableSettingsException.class)
                .hasMessageContaining("keys, line 1: a key has five fields");
    }

    @Test
    void theFirstKeyIsMadeWhileTheServiceRuns(CapturedOutput output) throws IOException {
        Files.delete(file.path());
        keys = new WatchedKeys(file, clock);
        assertThat(isKnown(anna)).isFalse();
        assertThat(output.toString()).contains("so nobody may use the service; make one: chi2-homogeneity key create");
        String bert = file.create("bert", Set.of(Role.VIEWER), START);
        aSecondLater();
        assertThat(isKnown(bert)).isTrue();
    }
}

package org.genoqc.homogeneity.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.genoqc.homogeneity.access.Keys;
import org.genoqc.homogeneity.access.KeysFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys as their file has them now: it is looked at once a second at most, where anyone asks. While it can't be read, the
 * keys that it had stay in force, since nobody should be shut out by a slip of an editor; that is logged, once for each state of
 * the file.
 */
final class WatchedKeys {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedKeys.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KeysFile file;
    private final Clock clock;

    /** All three guarded by this. */
    private Optional<Stamp> seen;

    private Instant seenAt;
    private Keys keys;

    /** What differs when the file was changed; a file that takes the place of another has another identity. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object identity) {}

    /**
     * A file that is not there yet is one without keys, so that its first key can be made where the service runs.
     *
     * @throws UnusableSettingsException if there is a file that can't be read
     */
    WatchedKeys(KeysFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.seenAt = clock.instant();
        this.seen = stamp();
        this.keys = first(file);
        if (keys.all().isEmpty()) {
            LOG.warn(
                    "there are no keys in {} yet, so nobody may use the service; make one: chi2-homogeneity key create"
                            + " NAME --role operator --keys-file {}",
                    file.path(),
                    file.path());
        }
    }

    private static Keys first(KeysFile file) {
        try {
            return file.read();
        } catch (NoSuchFileException e) {
            return new Keys(List.of());
        } catch (IOException e) {
            throw new UnusableSettingsException(
                    "the keys can't be read: " + e.getMessage(),
                    "Correct the file, or make another by chi2-homogeneity key create"
                        + " (homogeneity.security.keys-file); the user that runs the service must be able to read it.",
                    e);
        }
    }

    synchronized Keys current() {
        Instant now = clock.instant();
        if (Duration.between(seenAt, now).abs().compareTo(PAUSE) >= 0) {
            seenAt = now;
            Optional<Stamp> stamp = stamp();
            if (!stamp.equals(seen)) {
                seen = stamp;
                reread();
            }
        }
        return keys;
    }

    private Optional<Stamp> stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file.path(), BasicFileAttributes.class);
            return Optional.of(new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void reread() {
        try {
            keys = file.read();
            LOG.info("{} keys are in force, as {} has them now", keys.all().size(), file.path());
        } catch (IOException e) {
            LOG.error("the keys can't be read; those that were read before stay in force: {}", e.toString());
        }
    }
}

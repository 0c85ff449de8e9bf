package org.genoqc.homogeneity.access;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A file with a key on each line; empty lines and those that begin with # are skipped. It is replaced as a whole, so that who
 * reads it sees it before or after a change, and only its owner can read it.
 */
public final class KeysFile {

    /** Far more than anyone makes; a file that is none of keys is not read to its end. */
    private static final long MAX_BYTES = 4 << 20;

    private static final FileAttribute<?> OF_OWNER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path path;

    public KeysFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    public Path path() {
        return path;
    }

    /** @throws MalformedKeysException with the line and the rule that it breaks */
    public Keys read() throws IOException {
        List<StoredKey> keys = new ArrayList<>();
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            if (isKey(lines.get(i))) {
                try {
                    keys.add(StoredKey.parse(lines.get(i)));
                } catch (IllegalArgumentException e) {
                    throw new MalformedKeysException(path, i + 1, Objects.requireNonNull(e.getMessage()));
                }
            }
        }
        try {
            return new Keys(keys);
        } catch (IllegalArgumentException e) {
            throw new MalformedKeysException(path, Objects.requireNonNull(e.getMessage()));
        }
    }

    private static boolean isKey(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    private List<String> lines() throws IOException {
        if (Files.size(path) > MAX_BYTES) {
            throw new MalformedKeysException(path, "larger than " + MAX_BYTES + " bytes; is it a keys file?");
        }
        try {
            return Files.readAllLines(path, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new MalformedKeysException(path, "is no text in UTF-8");
        }
    }

    /**
     * Makes a key and adds it to the file, which is made if there is none.
     *
     * @return the key in full, which is nowhere else
     * @throws IllegalArgumentException if the name can't be one, or there are no roles
     */
    public String create(String name, Set<Role> roles, Instant now) throws IOException {
        KeyText text = KeyText.random(RANDOM);
        StoredKey key = StoredKey.of(text, name, roles, KeyText.hex(RANDOM, 16), now.truncatedTo(ChronoUnit.SECONDS));
        change(lines -> lines.add(key.line()));
        return text.toString();
    }

    /**
     * Removes the keys that are wanted gone.
     *
     * @return how many there were
     */
    public int remove(Predicate<StoredKey> unwanted) throws IOException {
        if (!Files.exists(path)) {
            return 0;
        }
        List<String> removed = new ArrayList<>();
        change(lines -> {
            lines.stream()
                    .filter(line -> isKey(line) && unwanted.test(StoredKey.parse(line)))
                    .forEach(removed::add);
            lines.removeAll(removed);
        });
        return removed.size();
    }

    @FunctionalInterface
    private interface Change {
        void of(List<String> lines);
    }

    /** Of several that change the file at once one waits for the other, and none loses what the other wrote. */
    private void change(Change change) throws IOException {
        // not the file itself, which is another one after each change
        Path beside = path.resolveSibling(path.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(
                        beside, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OF_OWNER);
                FileLock lock = channel.lock()) {
            List<String> lines = new ArrayList<>();
            if (Files.exists(path)) {
                read();
                lines.addAll(lines());
            }
            change.of(lines);
            replace(lines);
            lock.release();
        }
    }

    private void replace(List<String> lines) throws IOException {
        Path temporary = path.resolveSibling(path.getFileName() + "." + KeyText.hex(RANDOM, 8) + ".tmp");
        try {
            Files.createFile(temporary, OF_OWNER);
            Files.write(temporary, lines, StandardCharsets.UTF_8, StandardOpenOption.SYNC);
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}

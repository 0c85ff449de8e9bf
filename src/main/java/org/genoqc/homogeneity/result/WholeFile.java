package org.genoqc.homogeneity.result;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/** Files that appear only when complete: written under a temporary name in the same folder, synced and renamed. */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Writes to a file.
     *
     * @param <E> what it may throw besides an IOException
     */
    @FunctionalInterface
    public interface Write<E extends Exception> {
        void to(Path file) throws IOException, E;
    }

    /** Creates or replaces a file; if anything fails, it is as it was before and nothing is left behind. */
    public static <E extends Exception> void write(Path file, Write<E> write) throws IOException, E {
        Path target = file.toAbsolutePath();
        Path folder = Objects.requireNonNull(target.getParent(), "a file is in a folder");
        // not Files.createTempFile, whose files only their owner can read, whatever the umask
        Path temporary = Files.createFile(folder.resolve(target.getFileName() + "." + UUID.randomUUID() + ".tmp"));
        try {
            write.to(temporary);
            sync(temporary);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            sync(folder);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Makes what a file or folder holds durable. */
    public static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

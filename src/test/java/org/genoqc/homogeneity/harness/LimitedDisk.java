package org.genoqc.homogeneity.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A small file system of its own (tmpfs), that can be filled; where the test may not mount one, an ordinary folder that
 * can't.
 */
public final class LimitedDisk implements AutoCloseable {

    private final Path folder;
    private final Path filler;
    private final boolean limited;

    public LimitedDisk(Path folder, int megabytes) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        this.filler = folder.resolve("filler");
        this.limited =
                new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString())
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
    }

    public boolean isLimited() {
        return limited;
    }

    /** Takes all the space there is. */
    public void fill() throws IOException {
        byte[] block = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int size = block.length; size > 0; ) {
                try {
                    out.write(block, 0, size);
                } catch (IOException e) {
                    size /= 2;
                }
            }
        }
    }

    public void free() throws IOException {
        Files.deleteIfExists(filler);
    }

    @Override
    public void close() throws IOException {
        if (limited) {
            try {
                new ProcessBuilder("umount", "-l", folder.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package org.genoqc.homogeneity.result;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.genoqc.homogeneity.input.InputFile;
import org.genoqc.homogeneity.input.InputFiles;

/** The SHA-256 of files, in hexadecimal. */
public final class Sha256 {

    private Sha256() {}

    /** A digest to which nothing has been added. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** That of a file. */
    public static String of(Path file) throws IOException {
        MessageDigest digest = digest();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(file, out);
        }
        return hexadecimal(digest);
    }

    /**
     * That of a data set: of its single file; else of the list of all files and the manifest as {@code sha256sum} prints it,
     * which also depends on what they are called.
     */
    public static String of(InputFiles input) throws IOException {
        List<InputFile> all = input.all();
        if (all.size() == 1) {
            return of(all.getFirst().path());
        }
        MessageDigest digest = digest();
        for (InputFile file : all) {
            digest.update((of(file.path()) + "  " + file.name() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return hexadecimal(digest);
    }

    /** What a digest comes to; it is as new afterwards. */
    public static String hexadecimal(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}

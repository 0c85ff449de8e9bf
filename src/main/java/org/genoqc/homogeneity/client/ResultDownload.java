package org.genoqc.homogeneity.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The download of a result, which is resumed where it was interrupted: by itself for some time, and from what an earlier
 * one has left in the same file. The whole is checked against the hash that the service gives.
 *
 * @param pause before it is resumed
 */
record ResultDownload(ServiceClient client, Duration pause) {

    private static final int MAX_FAILED_ATTEMPTS = 5;
    private static final int HTTP_PARTIAL = 206;

    ResultDownload(ServiceClient client) {
        this(client, Duration.ofSeconds(2));
    }

    /**
     * Downloads into a file, or the rest of it if the file holds the beginning already.
     *
     * @throws IOException if the service can't be reached any more; what has arrived stays in the file
     * @throws ServiceProblemException if there is no result
     */
    void into(Path file, UUID id) throws IOException, InterruptedException {
        JsonNode result = client.job(id).path("result");
        if (result.isMissingNode()) {
            // the service says why, as it does to others
            client.result(id, "", 0).body().close();
            throw new IOException("job " + id + " has no result");
        }
        String sha256 = result.path("sha256").asString();
        fetch(file, id, sha256, result.path("bytes").asLong());
        if (!sha256(file).equals(sha256)) {
            Files.delete(file);
            throw new IOException("the result of job " + id + " did not arrive as the service sent it");
        }
    }

    private void fetch(Path file, UUID id, String sha256, long bytes) throws IOException, InterruptedException {
        for (int failed = 0; size(file) != bytes; ) {
            long before = size(file);
            IOException interruption = tryAppend(file, id, sha256, before > bytes ? 0 : before);
            failed = size(file) > before ? 0 : failed + 1;
            if (failed == MAX_FAILED_ATTEMPTS) {
                throw interruption != null
                        ? interruption
                        : new IOException("the result of job " + id + " could not be downloaded completely");
            }
            if (interruption != null) {
                Thread.sleep(pause);
            }
        }
    }

    /** @return what interrupted the download; null if nothing did */
    private @Nullable IOException tryAppend(Path file, UUID id, String sha256, long from)
            throws ServiceProblemException, InterruptedException {
        try {
            append(file, client.result(id, sha256, from));
            return null;
        } catch (ServiceProblemException e) {
            throw e;
        } catch (IOException e) {
            return e;
        }
    }

    private static void append(Path file, HttpResponse<InputStream> response) throws IOException {
        StandardOpenOption where = response.statusCode() == HTTP_PARTIAL
                ? StandardOpenOption.APPEND
                : StandardOpenOption.TRUNCATE_EXISTING;
        try (InputStream in = response.body();
                OutputStream out =
                        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, where)) {
            in.transferTo(out);
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }
}

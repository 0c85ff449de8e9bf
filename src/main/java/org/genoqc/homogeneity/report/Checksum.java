package org.genoqc.homogeneity.report;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What identifies a file by its content. */
final class Checksum extends DigestOutputStream {

    private long bytes;

    private Checksum(MessageDigest digest) {
        super(OutputStream.nullOutputStream(), digest);
    }

    static ReportSubject.File of(String name, ReportSubject.Content content) throws IOException {
        try (Checksum sum = new Checksum(MessageDigest.getInstance("SHA-256"))) {
            content.to(sum);
            return new ReportSubject.File(
                    name,
                    sum.bytes,
                    HexFormat.of().formatHex(sum.getMessageDigest().digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    @Override
    public void write(int one) throws IOException {
        bytes++;
        super.write(one);
    }

    @Override
    public void write(byte[] some, int offset, int length) throws IOException {
        bytes += length;
        super.write(some, offset, length);
    }
}

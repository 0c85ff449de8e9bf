package org.genoqc.homogeneity.counts;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipException;
import org.genoqc.homogeneity.fault.InputFault;
import org.genoqc.homogeneity.fault.InputFault.Code;
import org.genoqc.homogeneity.fault.InvalidInputException;
import org.genoqc.homogeneity.input.InputFile;

/** The bytes of an input: gunzipped where they are gzip (all members), refused where they are not text. */
final class InputBytes {

    private static final int GZIP_MAGIC = 0x8b1f;
    /** Of a local file header, or the end of an archive without files. */
    private static final List<String> ZIP_MAGIC = List.of("PK\3\4", "PK\5\6");

    private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    private static final int MAX_MAGIC_LENGTH = 4;
    private static final int UTF16_LITTLE_ENDIAN = 0xfeff;
    private static final int UTF16_BIG_ENDIAN = 0xfffe;

    private InputBytes() {}

    /** Opens a file of the data, whatever it becomes. */
    static InputStream open(InputFile file) throws IOException {
        return open(file, Unpacking.ANY);
    }

    /** Whether a file is gzip. */
    static boolean isCompressed(InputFile file) throws IOException {
        try (InputStream raw = file.open()) {
            return raw.read() == (GZIP_MAGIC & 0xff) && raw.read() == GZIP_MAGIC >> Byte.SIZE;
        }
    }

    /** @param unpacking keeps account of what it becomes */
    static InputStream open(InputFile file, Unpacking unpacking) throws IOException {
        InputStream raw = file.open();
        try {
            return open(raw, file.name(), unpacking);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** @param name what a command that is advised calls the file */
    static InputStream open(InputStream raw, String name) throws IOException {
        return open(raw, name, Unpacking.ANY);
    }

    private static InputStream open(InputStream raw, String name, Unpacking unpacking) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(raw, MAX_MAGIC_LENGTH);
        byte[] start = stream.readNBytes(MAX_MAGIC_LENGTH);
        stream.unread(start);
        if (start.length < 2) {
            return stream;
        }
        int magic = (start[0] & 0xff) | (start[1] & 0xff) << 8;
        if (magic == UTF16_LITTLE_ENDIAN || magic == UTF16_BIG_ENDIAN) {
            throw notText("UTF-16", "the file must be UTF-8 text");
        }
        if (ZIP_MAGIC.contains(new String(start, StandardCharsets.ISO_8859_1))) {
            throw notText("zip archive", "the file must be TSV text, plain or compressed with gzip");
        }
        if (Arrays.equals(start, ZSTD_MAGIC)) {
            throw notText(
                    "zstd",
                    "the file is compressed by zstd; unpack it: plink2 --zst-decompress " + name + " "
                            + (name.endsWith(".zst") ? name.substring(0, name.length() - 4) : name + ".txt"));
        }
        if (magic != GZIP_MAGIC) {
            return stream;
        }
        try {
            return new GzipMembers(stream, 1 << 16, unpacking);
        } catch (EOFException | ZipException e) {
            throw new InvalidInputException(damaged(1));
        }
    }

    /** The fault of a gzip stream that is corrupt or truncated. */
    static InputFault damaged(long line) {
        return InputFault.at(
                line,
                null,
                null,
                Code.COMPRESSION,
                "the gzip stream is damaged or ends too early; compress and send the file again");
    }

    private static InvalidInputException notText(String found, String rule) {
        return new InvalidInputException(InputFault.at(1, null, found, Code.ENCODING, rule));
    }
}

package org.genoqc.homogeneity.counts;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes bytes as UTF-8, a block at a time; what is not UTF-8 is refused, never replaced. Not thread-safe. */
final class Utf8Blocks implements Closeable {

    private static final int BLOCK = 1 << 16;

    private final InputStream bytes;
    private final ByteBuffer encoded = ByteBuffer.allocate(BLOCK).limit(0);
    private final CharBuffer decoded = CharBuffer.allocate(BLOCK).limit(0);
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private boolean endOfBytes;

    Utf8Blocks(InputStream bytes) {
        this.bytes = bytes;
    }

    /** Bytes are not UTF-8; the message shows them in hexadecimal. */
    static final class MalformedException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedException(String bytes) {
            super(bytes);
        }
    }

    /** The characters of the block that were not taken yet, with an array beneath them. */
    CharBuffer block() {
        return decoded;
    }

    /**
     * Goes on to the next block, once all of this one was taken.
     *
     * @return whether there is one
     * @throws MalformedException if the next bytes are not UTF-8; everything before them has been in a block
     */
    boolean next() throws IOException {
        decoded.clear();
        try {
            while (true) {
                CoderResult result = decoder.decode(encoded, decoded, endOfBytes);
                if (decoded.position() > 0) {
                    return true;
                }
                if (result.isError()) {
                    throw new MalformedException(hex(result.length()));
                }
                if (endOfBytes) {
                    return false;
                }
                readBytes();
            }
        } finally {
            decoded.flip();
        }
    }

    private String hex(int length) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < length; i++) {
            hex.append(String.format("0x%02x ", encoded.get(encoded.position() + i)));
        }
        return hex.toString().strip();
    }

    private void readBytes() throws IOException {
        encoded.compact();
        try {
            int n = bytes.read(encoded.array(), encoded.position(), encoded.remaining());
            if (n < 0) {
                endOfBytes = true;
            } else {
                encoded.position(encoded.position() + n);
            }
        } finally {
            encoded.flip();
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}

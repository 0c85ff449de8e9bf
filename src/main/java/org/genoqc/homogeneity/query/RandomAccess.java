package org.genoqc.homogeneity.query;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is read and written at places. It is read, not mapped: on a shared file system a file may be removed by
 * another replica, which is an exception to one who reads it, but may end a process that has it mapped.
 */
record RandomAccess(FileChannel channel) implements Closeable {

    static RandomAccess reading(Path file) throws IOException {
        return open(file, StandardOpenOption.READ);
    }

    static RandomAccess open(Path file, OpenOption... options) throws IOException {
        return new RandomAccess(FileChannel.open(file, options));
    }

    /** Fills a buffer and flips it. */
    ByteBuffer read(long position, ByteBuffer into) throws IOException {
        long next = position;
        while (into.hasRemaining()) {
            int read = channel.read(into, next);
            if (read < 0) {
                throw new EOFException("the file ends at " + channel.size() + ", where more was expected");
            }
            next += read;
        }
        return into.flip();
    }

    ByteBuffer read(long position, int bytes) throws IOException {
        requireWithin(position, bytes);
        return read(position, ByteBuffer.allocate(bytes));
    }

    /** Where a damaged file says how long something is, no heap is taken for what can't be there. */
    private void requireWithin(long position, int length) throws IOException {
        if (position < 0 || length < 0 || position > channel.size() - length) {
            throw new EOFException("the file ends at " + channel.size() + ", where more was expected");
        }
    }

    byte[] bytes(long position, int length) throws IOException {
        requireWithin(position, length);
        byte[] bytes = new byte[length];
        read(position, ByteBuffer.wrap(bytes));
        return bytes;
    }

    void write(long position, ByteBuffer bytes) throws IOException {
        long next = position;
        while (bytes.hasRemaining()) {
            next += channel.write(bytes, next);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

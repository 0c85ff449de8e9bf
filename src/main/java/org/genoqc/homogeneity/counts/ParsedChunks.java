package org.genoqc.homogeneity.counts;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.genoqc.homogeneity.simulation.Cancellation;
import org.jspecify.annotations.Nullable;

/** The chunks of a file below its header, parsed side by side, a few ahead, and given out in their order. Not thread-safe. */
final class ParsedChunks implements AutoCloseable {

    private final LineChunks chunks;
    private final Layout layout;
    private final long maxRows;
    private final int maxAhead;
    private final Cancellation cancellation;
    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private long bytesAhead;
    private long rows;
    private boolean ended;

    private record Ahead(FutureTask<ParsedChunk> parsing, int bytes) {}

    /**
     * The chunks of a file.
     *
     * @param chunks those below the header
     * @param maxRows after so many rows they end
     * @param maxAhead so many chunks are parsed side by side; fewer where long lines make them larger than wanted
     */
    ParsedChunks(LineChunks chunks, Layout layout, long maxRows, int maxAhead, Cancellation cancellation) {
        this.chunks = chunks;
        this.layout = layout;
        this.maxRows = maxRows;
        // how many rows a chunk may add is known only when those before have been taken
        this.maxAhead = maxRows == Long.MAX_VALUE ? maxAhead : 1;
        this.cancellation = cancellation;
    }

    /** The next chunk; null after the last, and after the rows that were wanted. */
    @Nullable
    ParsedChunk next() throws IOException {
        cancellation.throwIfRequested();
        while (!ended && rows < maxRows && ahead.size() < maxAhead && bytesAhead < chunks.size() * (long) maxAhead) {
            parse(chunks.next());
        }
        if (ahead.isEmpty()) {
            return null;
        }
        help();
        Ahead first = ahead.remove();
        bytesAhead -= first.bytes();
        ParsedChunk parsed = resultOf(first.parsing());
        rows += parsed.rows().size();
        return parsed;
    }

    private void parse(byte @Nullable [] chunk) {
        if (chunk == null) {
            ended = true;
            return;
        }
        long maxFurther = maxRows == Long.MAX_VALUE ? maxRows : maxRows - rows;
        FutureTask<ParsedChunk> parsing = new FutureTask<>(() -> ParsedChunk.of(chunk, layout, maxFurther));
        ahead.add(new Ahead(parsing, chunk.length));
        bytesAhead += chunk.length;
        ForkJoinPool.commonPool().execute(parsing);
    }

    /** Parses chunks not yet started until the first is done; running a task already started has no effect. */
    private void help() {
        FutureTask<ParsedChunk> first = ahead.element().parsing();
        for (Ahead further : ahead) {
            if (!first.isDone()) {
                further.parsing().run();
            }
        }
    }

    /** What was read, waited for; whatever went wrong with it goes wrong here. */
    static <T extends @Nullable Object> T resultOf(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading", e);
        }
    }

    /** Whether these were all chunks that there are. */
    boolean areAll() {
        return ended && ahead.isEmpty();
    }

    /** Gives up what is ahead. */
    @Override
    public void close() {
        ahead.forEach(further -> further.parsing().cancel(false));
    }
}

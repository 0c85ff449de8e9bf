package org.genoqc.homogeneity.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.genoqc.homogeneity.harness.ServiceProcess;
import org.jspecify.annotations.Nullable;

/** One of several replicas, which comes back after every death. Used by one thread at a time, but for {@link #up}. */
final class Replica implements AutoCloseable {

    private static final int MAX_ATTEMPTS = 5;
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final ServiceProcess.Setup setup;
    private final Path logs;
    private final String name;
    private final AtomicInteger starts = new AtomicInteger();
    private CompletableFuture<ServiceProcess> process;
    private volatile boolean paused;

    Replica(String name, ServiceProcess.Setup setup, Path logs) {
        this.name = name;
        this.setup = setup;
        this.logs = logs;
        this.process = start();
    }

    private CompletableFuture<ServiceProcess> start() {
        return CompletableFuture.supplyAsync(this::startAtLast, THREADS);
    }

    /** One that could not start, because the database was away too long or the disk full, is started again. */
    private ServiceProcess startAtLast() {
        AssertionError last = null;
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            try {
                return setup.start(logs.resolve(name + "-" + starts.incrementAndGet() + ".log"));
            } catch (AssertionError e) {
                last = e;
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        }
        throw new CompletionException(last);
    }

    /** The process if it runs and is not paused. */
    @Nullable
    ServiceProcess up() {
        CompletableFuture<ServiceProcess> current = process;
        return paused || !current.isDone() || current.isCompletedExceptionally() ? null : current.join();
    }

    /** Waits until it runs. */
    ServiceProcess await() {
        return process.join();
    }

    void kill() {
        await().kill();
        process = start();
    }

    void terminate() {
        ServiceProcess old = await();
        process = CompletableFuture.runAsync(old::terminate, THREADS).thenCompose(done -> start());
    }

    void pause() throws IOException, InterruptedException {
        await().pause();
        paused = true;
    }

    void resume() throws IOException, InterruptedException {
        await().resume();
        paused = false;
    }

    @Override
    public void close() {
        ServiceProcess last = process.handle((started, failure) -> started).join();
        if (last != null) {
            last.kill();
        }
    }
}

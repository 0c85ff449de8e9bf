package org.genoqc.homogeneity.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.util.FileSystemUtils;

/**
 * A browser and a service for all classes of tests that look at the page, and for others to which such a service will do:
 * each is started by the first who asks for it and ends after the last test. Classes that are {@link Shown} have them in
 * turn, each with jobs of others in the list.
 */
public final class PageUnderTest {

    private static final Set<String> LIVE = Set.of("QUEUED", "INITIALIZING", "RUNNING");

    private static @Nullable Browser browser;
    private static @Nullable ServiceProcess service;
    private static @Nullable Path folder;

    private PageUnderTest() {}

    /** On a class of tests that asks for them. */
    @ResourceLock("page")
    @ExtendWith(Turns.class)
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface Shown {}

    /** Skips the test where there is no browser. */
    public static Browser browser() {
        if (browser == null) {
            browser = Browser.start();
        }
        return browser;
    }

    /** It has one worker, so that an endless job leaves a core to the browser, and says nothing for as long as nothing happens. */
    public static ServiceProcess service() throws IOException {
        if (service == null) {
            folder = Files.createTempDirectory("page-under-test");
            service = ServiceProcess.in(folder.resolve("data"))
                    .with("--homogeneity.progress.heartbeat=1h", "--homogeneity.executor.workers=1")
                    .start(folder.resolve("log"));
        }
        return service;
    }

    /** No job of a class that failed is in the way of the next. */
    private static void cancelWhatRuns() {
        if (service != null) {
            try (JobClient client = service.client()) {
                client.get("/jobs").json().path("jobs").forEach(job -> {
                    if (LIVE.contains(job.path("state").asString())) {
                        client.delete("/jobs/" + job.path("id").asString());
                    }
                });
            }
        }
    }

    private static void end() {
        if (browser != null) {
            browser.close();
            browser = null;
        }
        if (service != null) {
            service.close();
            service = null;
        }
        if (folder != null) {
            try {
                FileSystemUtils.deleteRecursively(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Sees to it that both end with the tests. */
    static final class Turns implements BeforeAllCallback, AfterAllCallback {

        @Override
        public void beforeAll(ExtensionContext context) {
            AutoCloseable end = PageUnderTest::end;
            context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(PageUnderTest.class))
                    .computeIfAbsent("end", key -> end, AutoCloseable.class);
        }

        @Override
        public void afterAll(ExtensionContext context) {
            cancelWhatRuns();
        }
    }
}

package org.genoqc.homogeneity.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.genoqc.homogeneity.harness.CommandProcess.Ended;
import org.junit.jupiter.api.Assumptions;

/** A browser without a window and without a network, as Debian's package chromium has it. */
public final class Chromium {

    private static final String PROGRAM = "chromium";

    private Chromium() {}

    /** Skips the test where it is missing. */
    public static void assumeInstalled() {
        boolean isInstalled = Programs.isOnThePath(PROGRAM);
        if (!isInstalled) {
            System.err.println("A test is skipped: chromium is not on the PATH (Debian: apt-get install chromium)");
        }
        Assumptions.assumeTrue(isInstalled, "chromium is not on the PATH");
    }

    static Path path() {
        return Programs.path(PROGRAM);
    }

    /** Runs it to its end; what the page says on its console is on standard error, with the word CONSOLE. */
    public static Ended run(Path folder, String... arguments) throws IOException {
        List<String> common = List.of(
                PROGRAM,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-sync",
                "--disable-background-networking",
                "--disable-component-update",
                "--enable-logging=stderr",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--virtual-time-budget=10000",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile"));
        return CommandProcess.startAny(
                        folder,
                        null,
                        Stream.concat(common.stream(), Stream.of(arguments)).toList())
                .await();
    }
}

package org.genoqc.homogeneity.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether standard error is a terminal. {@link Console#isTerminal} tells only whether standard input and output are; it
 * is asked where the file descriptors can't be looked at.
 */
final class Terminals {

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Terminals() {}

    static boolean isStandardErrorOne() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            // not Linux
            return isConsoleOne();
        }
    }

    private static boolean isConsoleOne() {
        @SuppressWarnings("SystemConsoleNull") // it does on JDK 25, where no terminal is there
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}

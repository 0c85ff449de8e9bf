package org.genoqc.homogeneity.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The executable jar, running a command as a process of its own. */
public record CommandProcess(Process process, Path out, Path err) {

    private static final int SIGINT = 2;
    public static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    /**
     * Options for the environment of what starts the jar, the release or the image as their users do: a JVM with these
     * compiles quickly instead of well, which halves the processor time of a short command. It says on standard error that it
     * has taken them.
     */
    public static final String QUICK_JVM = String.join(" ", UnpackedJar.QUICK);

    /**
     * For the environment of scripts that say {@code java -jar} with the executable jar: their {@code java} starts the same
     * command from the unpacked jar.
     */
    public static String pathWithQuickJava() {
        return UnpackedJar.folderOfJava() + ":" + System.getenv("PATH");
    }

    /** The {@code java} of these scripts. */
    public static String quickJava() {
        return UnpackedJar.folderOfJava().resolve("java").toString();
    }

    /** What came of it. */
    public record Ended(int exitCode, String out, String err) {}

    public static Path jar() {
        String jar = System.getProperty("homogeneity.jar");
        assertThat(jar)
                .as("the system property homogeneity.jar names the executable jar, as mvn verify does")
                .isNotNull();
        return Path.of(jar);
    }

    /** The words that run a command of the jar, with a folder of its own for temporary files. */
    public static List<String> java(Path temporary) throws IOException {
        List<String> java = UnpackedJar.command(List.of("-Xmx512m", "-Djava.io.tmpdir=" + temporary));
        return isInterruptionIgnored()
                ? Stream.concat(Stream.of("env", "--default-signal=INT"), java.stream())
                        .toList()
                : java;
    }

    /** Whether Ctrl-C means nothing to these tests nor, by inheritance, to what they start; a shell's & does that. */
    private static boolean isInterruptionIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1L << SIGINT - 1) != 0);
    }

    /** Runs a command to its end. */
    public static Ended run(Path folder, Object... args) throws IOException {
        return start(folder, null, args).await();
    }

    /** @param input what is piped in, or null for nothing */
    public static CommandProcess start(Path folder, Path input, Object... args) throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("temporary"));
        return startAny(
                folder,
                input,
                Stream.concat(java(temporary).stream(), Arrays.stream(args).map(Object::toString))
                        .toList());
    }

    /** Starts what is not the jar itself: a shell that pipes, a script. */
    public static CommandProcess startAny(Path folder, Path input, List<String> command) throws IOException {
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        return new CommandProcess(builder.start(), out, err);
    }

    public void awaitErr(String text) throws IOException {
        await(err, printed -> printed.contains(text));
    }

    /** Its output, as soon as there is any. */
    public String awaitOut() throws IOException {
        await(out, printed -> !printed.isBlank());
        return Files.readString(out);
    }

    private void await(Path stream, Predicate<String> wanted) throws IOException {
        Waiting.until(() -> Files.readString(err), () -> {
            boolean alive = process.isAlive();
            boolean printed = wanted.test(Files.readString(stream));
            assertThat(alive || printed).as(Files.readString(err)).isTrue();
            return printed;
        });
    }

    /** As Ctrl-C does. */
    public void interrupt() throws IOException, InterruptedException {
        signal("INT");
    }

    /** Lets time go by for it, once it has worked for so long, in which it takes none of the processor's. */
    public void standStill(Duration worked, Duration time) throws IOException, InterruptedException {
        Waiting.until(
                () -> Files.readString(err),
                () -> !process.isAlive()
                        || process.info().totalCpuDuration().orElse(worked).compareTo(worked) >= 0);
        signal("STOP");
        Thread.sleep(time);
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    public Ended await() throws IOException {
        int exitCode = Waiting.forEnd(process, () -> Files.readString(err));
        return new Ended(exitCode, Files.readString(out), Files.readString(err));
    }
}

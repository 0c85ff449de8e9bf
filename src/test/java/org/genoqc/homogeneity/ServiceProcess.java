package org.genoqc.homogeneity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** The executable jar, running as a process of its own on a port of its own. */
final class ServiceProcess implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");
    private static final long LONGEST_START_SECONDS = 90;

    private final Process process;
    private final Path log;
    private final int port;

    private ServiceProcess(Process process, Path log) throws IOException, InterruptedException {
        this.process = process;
        this.log = log;
        this.port = awaitPort();
    }

    static ServiceProcess start(Path dataDir, Path log) throws IOException, InterruptedException {
        return in(dataDir).start(log);
    }

    static Setup in(Path dataDir) {
        return new Setup(dataDir, "512m", List.of());
    }

    /** How a process is to be started. */
    record Setup(Path dataDir, String heap, List<String> arguments) {

        Setup withHeap(String most) {
            return new Setup(dataDir, most, arguments);
        }

        Setup with(String... more) {
            return new Setup(dataDir, heap, Stream.concat(arguments.stream(), Stream.of(more)).toList());
        }

        /** Starts it and waits until it answers. */
        ServiceProcess start(Path log) throws IOException, InterruptedException {
            String jar = System.getProperty("homogeneity.jar");
            assertThat(jar).as("the system property homogeneity.jar names the executable jar, as mvn verify does")
                    .isNotNull();
            List<String> command = new ArrayList<>(
                    List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap, "-jar",
                            jar, "--server.port=0", "--homogeneity.data-dir=" + dataDir.toAbsolutePath()));
            command.addAll(arguments);
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile())
                    .start();
            try {
                return new ServiceProcess(process, log);
            } catch (AssertionError | IOException | InterruptedException e) {
                process.destroyForcibly();
                throw e;
            }
        }
    }

    private int awaitPort() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
        while (System.nanoTime() < end && process.isAlive()) {
            String text = log();
            Matcher matcher = STARTED.matcher(text);
            if (matcher.find() && text.contains("Started HomogeneityApplication")) {
                return Integer.parseInt(matcher.group(1));
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the service did not start:\n" + log());
    }

    int port() {
        return port;
    }

    JobClient client() {
        return new JobClient(port);
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** As with kill -9: no shutdown hook, no flush. */
    void kill() {
        process.destroyForcibly().onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        kill();
    }
}

package org.genoqc.homogeneity.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The service of the executable jar, running as a process of its own on a port of its own. */
public final class ServiceProcess implements AutoCloseable {

    private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

    /** Of the heap, or of each of its generations. */
    private static final Pattern USED = Pattern.compile("total .*?used (\\d+)K");

    /** What a JVM has without options, where memory is under test. */
    public static final String[] COLLECTOR_OF_USERS = {"-XX:-UseSerialGC", "-XX:+UseG1GC"};

    private final Process process;
    private final Path log;
    private final int port;

    private ServiceProcess(Process process, Path log) throws IOException {
        this.process = process;
        this.log = log;
        this.port = awaitPort();
    }

    public static ServiceProcess start(Path dataDir, Path log) throws IOException {
        return in(dataDir).start(log);
    }

    public static Setup in(Path dataDir) {
        return new Setup(dataDir, List.of("-Xmx512m"), List.of(), Map.of());
    }

    /** How a process is to be started. */
    public record Setup(Path dataDir, List<String> jvm, List<String> arguments, Map<String, String> environment) {

        public Setup withHeap(String most) {
            return withJvm("-Xmx" + most);
        }

        /** A later option takes precedence over an earlier one. */
        public Setup withJvm(String... more) {
            return new Setup(
                    dataDir, Stream.concat(jvm.stream(), Stream.of(more)).toList(), arguments, environment);
        }

        public Setup with(String... more) {
            return new Setup(
                    dataDir,
                    jvm,
                    Stream.concat(arguments.stream(), Stream.of(more)).toList(),
                    environment);
        }

        public Setup withEnvironment(Map<String, String> variables) {
            return new Setup(dataDir, jvm, arguments, variables);
        }

        /** Starts it and waits until it answers. */
        public ServiceProcess start(Path log) throws IOException {
            return start(UnpackedJar.service(jvm), log);
        }

        /** As {@link #start}, as its users do: from the executable jar itself, by a JVM without other options. */
        public ServiceProcess startPacked(Path log) throws IOException {
            List<String> java = new ArrayList<>();
            java.add(CommandProcess.JAVA.toString());
            java.addAll(jvm);
            java.addAll(List.of("-jar", CommandProcess.jar().toString()));
            return start(java, log);
        }

        ServiceProcess start(List<String> java, Path log) throws IOException {
            List<String> command = new ArrayList<>(java);
            command.addAll(List.of("--server.port=0", "--homogeneity.data-dir=" + dataDir.toAbsolutePath()));
            command.addAll(arguments);
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            try {
                return new ServiceProcess(process, log);
            } catch (AssertionError | IOException e) {
                process.destroyForcibly();
                throw e;
            }
        }
    }

    private int awaitPort() throws IOException {
        Waiting.until(this::log, () -> {
            boolean started = log().contains("Started HomogeneityApplication");
            assertThat(started || process.isAlive())
                    .as("the service did not start:\n" + log())
                    .isTrue();
            return started;
        });
        Matcher matcher = STARTED.matcher(log());
        assertThat(matcher.find()).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    public JobClient client() {
        return new JobClient(port);
    }

    public int port() {
        return port;
    }

    /** Of its page. */
    public URI address() {
        return URI.create("http://localhost:" + port + "/");
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    /** As with kill -9: no shutdown hook, no flush. */
    public void kill() {
        process.destroyForcibly();
        Waiting.forEnd(process, this::log);
    }

    /** As with kill: in good order. Gives the exit code. */
    public int terminate() {
        process.destroy();
        return Waiting.forEnd(process, this::log);
    }

    /** Stops it as the kernel does, without its knowledge. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    public long pid() {
        return process.pid();
    }

    /** The heap in use after a full collection, of all generations together, in kilobytes. */
    public long heapInUse() throws IOException, InterruptedException {
        jcmd("GC.run");
        long[] used = USED.matcher(jcmd("GC.heap_info"))
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .toArray();
        assertThat(used).isNotEmpty();
        return LongStream.of(used).sum();
    }

    /** What the JVM answers to a command of {@code jcmd}. */
    public String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes());
        assertThat(jcmd.waitFor()).as(output).isZero();
        return output;
    }

    @Override
    public void close() {
        kill();
    }
}

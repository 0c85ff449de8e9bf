package org.genoqc.homogeneity.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The service of the executable jar as a process, and the commands of the same jar. */
final class ServiceJar implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final Path log;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI address;

    /**
     * Starts it and waits until it answers.
     *
     * @param log of this start alone
     */
    ServiceJar(Path dataDir, Path log, List<String> settings) throws IOException, InterruptedException {
        this.log = log;
        List<String> arguments = new ArrayList<>(List.of(
                "serve", "--server.port=0", "--homogeneity.data-dir=" + dataDir, "--homogeneity.executor.workers=2"));
        arguments.addAll(settings);
        this.process = new ProcessBuilder(command("-Xmx512m", arguments))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        SparkCluster.await(() -> !process.isAlive() || port() != null, "the service to start: " + log);
        if (port() == null) {
            throw new IOException("the service did not start:\n" + Files.readString(log));
        }
        this.address = URI.create("http://127.0.0.1:" + port());
    }

    private static List<String> command(String heap, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("homogeneity.jar")));
        command.addAll(arguments);
        return command;
    }

    private String port() {
        try {
            Matcher started = PORT.matcher(Files.readString(log));
            return started.find() ? started.group(1) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** Runs a command of the jar to its end; gives what it printed. */
    static String run(Path folder, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "command", ".out");
        Process command = new ProcessBuilder(command("-Xmx1g", List.of(arguments)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(out.toFile())
                .start();
        if (command.waitFor() != 0) {
            throw new IOException(String.join(" ", arguments) + " ended with " + command.exitValue());
        }
        return Files.readString(out).strip();
    }

    /** Submits a file by the command; gives the id of the job. */
    String submit(Path folder, Path file, String... options) throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of("submit", file.toString(), "--server", address.toString(), "--quiet"));
        arguments.addAll(List.of(options));
        return run(folder, arguments.toArray(String[]::new));
    }

    HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address.resolve(path)).build());
    }

    void delete(String path) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(address.resolve(path)).DELETE().build());
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    JsonNode job(String id) {
        try {
            return json("/jobs/" + id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** As with kill -9. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        http.close();
    }
}

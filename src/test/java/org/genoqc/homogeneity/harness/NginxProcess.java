package org.genoqc.homogeneity.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A real nginx in front of a service, of one process, which runs as who starts it. */
public final class NginxProcess implements AutoCloseable {

    private final Process process;
    private final Path folder;
    private final int port;

    private NginxProcess(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** Skips the test where it is missing. */
    public static void assumeInstalled() {
        Programs.assumeInstalled("nginx");
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param folder empty, for its configuration, its files and its logs
     * @param locations what is in its block {@code server}
     */
    public static NginxProcess start(Path folder, String locations) throws IOException {
        int port = freePort();
        Files.createDirectories(folder);
        Path configuration = Files.writeString(folder.resolve("nginx.conf"), """
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log errors;
            events {}
            http {
              log_format asked '$request_method $uri $status, accepts $http_accept, has $http_last_event_id';
              access_log requests asked;
              client_body_temp_path body;
              proxy_temp_path answers;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              server {
                listen 127.0.0.1:%d;
            %s
              }
            }
            """.formatted(port, locations));
        Process process = new ProcessBuilder(
                        Programs.path("nginx").toString(),
                        "-p",
                        folder.toAbsolutePath().toString(),
                        "-c",
                        configuration.toAbsolutePath().toString(),
                        "-e",
                        folder.resolve("errors").toAbsolutePath().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        NginxProcess started = new NginxProcess(process, folder, port);
        Waiting.until(started::said, () -> {
            assertThat(process.isAlive()).as(started.said()).isTrue();
            return started.isListening();
        });
        return started;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("output"))
                + (Files.exists(folder.resolve("errors")) ? Files.readString(folder.resolve("errors")) : "");
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** A line for each request that is over: method, path, status, what was accepted, the last event that was had. */
    public List<String> requests() throws IOException {
        return Files.readAllLines(folder.resolve("requests"));
    }

    @Override
    public void close() {
        process.destroy();
        Waiting.forEnd(process, this::said);
    }
}

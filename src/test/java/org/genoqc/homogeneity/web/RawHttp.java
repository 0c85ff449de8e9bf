package org.genoqc.homogeneity.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genoqc.homogeneity.harness.JobClient.Answer;

/** Sends bytes that no HTTP client would, and reads what comes back until the connection is closed. */
final class RawHttp {

    private RawHttp() {}

    /** Sends a request with its line and its headers as they are, and no body. */
    static Answer head(int port, String... lines) throws IOException {
        return send(port, String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n");
    }

    /** Sends a text, and nothing more. */
    static Answer send(int port, String text) throws IOException {
        return send(port, text, true);
    }

    /** Sends a text, and leaves open whether more is to come. */
    static Answer sendBeginning(int port, String text) throws IOException {
        return send(port, text, false);
    }

    private static Answer send(int port, String text, boolean isAll) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            if (isAll) {
                socket.shutdownOutput();
            }
            byte[] all = socket.getInputStream().readAllBytes();
            String answer = new String(all, StandardCharsets.ISO_8859_1);
            int end = answer.indexOf("\r\n\r\n");
            List<String> head = answer.substring(0, end).lines().toList();
            Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            head.stream()
                    .skip(1)
                    .map(line -> line.split(": ", 2))
                    .forEach(field -> headers.put(field[0], List.of(field[1])));
            byte[] body = Arrays.copyOfRange(all, end + 4, all.length);
            return new Answer(
                    Integer.parseInt(head.getFirst().split(" ")[1]),
                    HttpHeaders.of(headers, (name, value) -> true),
                    headers.containsKey("Transfer-Encoding") ? dechunked(body) : body);
        }
    }

    private static byte[] dechunked(byte[] body) {
        StringBuilder whole = new StringBuilder();
        String rest = new String(body, StandardCharsets.ISO_8859_1);
        int length = -1;
        while (length != 0) {
            int line = rest.indexOf("\r\n");
            length = Integer.parseInt(rest.substring(0, line), 16);
            whole.append(rest, line + 2, line + 2 + length);
            rest = rest.substring(line + 2 + length + 2);
        }
        return whole.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}

package org.genoqc.homogeneity.hostile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Sends bytes as they are and reads what comes back until the connection is closed, as strictly as HTTP/1.1 can be read. */
final class Wire {

    /** Long enough for any machine; a service that says nothing for so long hangs. */
    private static final Duration SILENCE = Duration.ofMinutes(3);

    /** In the place of the status of an answer as HTTP/0.9 has it, which is a body alone. */
    static final int SIMPLE = 0;

    private Wire() {}

    /** A header as it came. */
    record Field(String name, String value) {}

    /** One answer; a request that says less of its length than it has is answered more than once. */
    record Answer(int status, List<Field> fields, byte[] body) {

        Optional<String> header(String name) {
            return fields.stream()
                    .filter(field -> field.name().equalsIgnoreCase(name))
                    .map(Field::value)
                    .findFirst();
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** What came back can't be read as answers. */
    static final class NoHttpException extends IOException {
        private static final long serialVersionUID = 1L;

        NoHttpException(String message) {
            super(message);
        }
    }

    /**
     * The answers to a request.
     *
     * @throws NoHttpException if they are none
     * @throws SocketTimeoutException if the service hangs
     */
    static List<Answer> exchange(int port, HostileRequest request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) SILENCE.toMillis());
            try {
                socket.getOutputStream().write(request.bytes());
                socket.shutdownOutput();
            } catch (IOException e) {
                // it was refused before it was read to its end; the answer is there
            }
            byte[] all = readAll(socket);
            return request.isWithoutVersion()
                    ? List.of(new Answer(SIMPLE, List.of(), all))
                    : new Reading(all).answers(request.isHead());
        }
    }

    private static byte[] readAll(Socket socket) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        try {
            for (int read = socket.getInputStream().read(some);
                    read >= 0;
                    read = socket.getInputStream().read(some)) {
                all.write(some, 0, read);
            }
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // reset after the answer, since not all was read that was sent
        }
        return all.toByteArray();
    }

    /** Takes the answers out of the bytes. */
    private static final class Reading {

        private final byte[] bytes;
        private int at;

        Reading(byte[] bytes) {
            this.bytes = bytes;
        }

        List<Answer> answers(boolean isHead) throws NoHttpException {
            List<Answer> answers = new ArrayList<>();
            while (at < bytes.length) {
                Answer answer = answer(isHead && answers.isEmpty());
                if (answer.status() >= 200) {
                    answers.add(answer);
                }
            }
            return answers;
        }

        private Answer answer(boolean isHead) throws NoHttpException {
            String status = line();
            if (!status.matches("HTTP/1\\.1 [1-5]\\d\\d ?[ -~]*")) {
                throw new NoHttpException("no status line: " + status);
            }
            int code = Integer.parseInt(status.substring(9, 12));
            List<Field> fields = new ArrayList<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                if (!line.matches("[A-Za-z0-9-]+: [\\t -~\\x80-\\xff]*")) {
                    throw new NoHttpException("no header: " + line);
                }
                fields.add(new Field(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2)));
            }
            Answer head = new Answer(code, List.copyOf(fields), new byte[0]);
            boolean hasBody = !isHead && code >= 200 && code != 204 && code != 304;
            return new Answer(code, head.fields(), hasBody ? unpacked(head, body(head)) : new byte[0]);
        }

        private static byte[] unpacked(Answer head, byte[] body) throws NoHttpException {
            if (!head.header("Content-Encoding").orElse("").equals("gzip") || head.status() == 206) {
                return body;
            }
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new NoHttpException("a body that says it is gzip: " + e.getMessage());
            }
        }

        private byte[] body(Answer head) throws NoHttpException {
            if (head.header("Transfer-Encoding").isPresent()) {
                return chunks();
            }
            Optional<String> length = head.header("Content-Length");
            return take(length.isPresent() ? Integer.parseInt(length.get()) : bytes.length - at);
        }

        private byte[] chunks() throws NoHttpException {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            int size;
            do {
                size = Integer.parseInt(line().toLowerCase(Locale.ROOT), 16);
                whole.writeBytes(take(size));
                if (!line().isEmpty()) {
                    throw new NoHttpException("a chunk without an end");
                }
            } while (size > 0);
            return whole.toByteArray();
        }

        private byte[] take(int length) throws NoHttpException {
            if (length > bytes.length - at) {
                throw new NoHttpException("the answer breaks off");
            }
            at += length;
            return Arrays.copyOfRange(bytes, at - length, at);
        }

        private String line() throws NoHttpException {
            int start = at;
            while (at + 1 < bytes.length && !(bytes[at] == '\r' && bytes[at + 1] == '\n')) {
                at++;
            }
            if (at + 1 >= bytes.length) {
                throw new NoHttpException("the answer breaks off");
            }
            at += 2;
            return new String(bytes, start, at - 2 - start, StandardCharsets.ISO_8859_1);
        }
    }
}

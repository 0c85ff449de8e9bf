package org.genoqc.homogeneity.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Connections that each begin a request and then send a byte of it now and then, until the service has enough of it. */
public final class TricklingConnections implements AutoCloseable {

    private static final long PAUSE_NANOS = 500_000_000;

    private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());
    private final List<String> answers = Collections.synchronizedList(new ArrayList<>());
    private final Thread sender = Thread.ofVirtual().unstarted(this::trickle);
    private volatile boolean isClosed;

    /** @param beginning of the request, sent at once */
    public TricklingConnections(int connections, int port, String beginning) {
        try {
            for (int i = 0; i < connections; i++) {
                Socket socket = new Socket("127.0.0.1", port);
                open.add(socket);
                socket.setSoTimeout(1);
                socket.getOutputStream().write(beginning.getBytes(ISO_8859_1));
            }
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        }
        sender.start();
    }

    private void trickle() {
        while (!isClosed && !open.isEmpty()) {
            List.copyOf(open).forEach(this::sendByte);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void sendByte(Socket socket) {
        try {
            byte[] answer = new byte[4096];
            int n = socket.getInputStream().read(answer);
            answers.add(n < 0 ? "" : new String(answer, 0, n, ISO_8859_1));
            end(socket);
        } catch (SocketTimeoutException e) {
            try {
                socket.getOutputStream().write('a');
            } catch (IOException closed) {
                end(socket);
            }
        } catch (IOException e) {
            end(socket);
        }
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // it is over anyway
        }
    }

    /** How many the service has not ended yet. */
    public int open() {
        return open.size();
    }

    /** What was answered on those that are over, where it was read before the connection was. */
    public List<String> answers() {
        return List.copyOf(answers);
    }

    @Override
    public void close() {
        isClosed = true;
        List.copyOf(open).forEach(this::end);
    }
}

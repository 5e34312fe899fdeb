package dev.mullion.egress;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** A vendor on loopback for the length of a probe. Answers, points elsewhere, or never ends. */
final class MisleadingVendor implements AutoCloseable {

    private static final int MILLISECONDS = 5_000;
    private static final int MOST_HEADERS = 100;

    private final ServerSocket door;
    private final AtomicLong requests = new AtomicLong();
    private volatile String elsewhere = "";
    private volatile boolean authorization;

    MisleadingVendor() {
        try {
            door = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("this machine has no free port for a probe", e);
        }
        Thread.ofVirtual().name("egress-probe").start(this::listen);
    }

    Origin origin() {
        return Origin.sandbox(door.getLocalPort());
    }

    long requests() {
        return requests.get();
    }

    boolean sawAuthorization() {
        return authorization;
    }

    void pointTo(String address) {
        elsewhere = address;
    }

    private void listen() {
        while (!door.isClosed()) {
            try (Socket visitor = door.accept()) {
                visitor.setSoTimeout(MILLISECONDS);
                answer(visitor);
            } catch (IOException _) {
                // the client hung up, which it is made to do, or the probe is over
            }
        }
    }

    private void answer(Socket visitor) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(visitor.getInputStream(), StandardCharsets.US_ASCII));
        String request = in.readLine();
        if (request == null) {
            return;
        }
        requests.incrementAndGet();
        for (int i = 0; i < MOST_HEADERS; i++) {
            String header = in.readLine();
            if (header == null || header.isEmpty()) {
                break;
            }
            authorization |= header.toLowerCase(Locale.ROOT).startsWith("authorization:");
        }
        OutputStream out = visitor.getOutputStream();
        if (request.contains(" /redirect ")) {
            say(out, "HTTP/1.1 302 Found\r\nLocation: " + elsewhere + "\r\nContent-Length: 0\r\n\r\n");
        } else if (request.contains(" /endless ")) {
            say(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            while (!door.isClosed()) {
                say(out, "more and more ");
            }
        } else {
            say(out, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nhere");
        }
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a probe's port does not close", e);
        }
    }
}

package dev.mullion.challenge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Takes lines on 127.0.0.1, eight players at once, until it is closed; then nobody is left in it. */
final class SqlDoor implements AutoCloseable {

    private static final int AT_ONCE = 8;

    private final ServerSocket server;
    private final Player player;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Set<Socket> inside = ConcurrentHashMap.newKeySet();

    private SqlDoor(ServerSocket server, Player player) {
        this.server = server;
        this.player = player;
    }

    /** What is done with somebody who came in. */
    @FunctionalInterface
    interface Player {
        void play(BufferedReader in, PrintWriter out) throws IOException;
    }

    static SqlDoor open(int port, Player player) {
        try {
            var door = new SqlDoor(new ServerSocket(port, AT_ONCE, InetAddress.getLoopbackAddress()), player);
            Thread.ofVirtual().name("challenge-door").start(door::accept);
            return door;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "port " + port + " cannot be taken for SQL; choose another with --sql-port", e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                inside.add(socket);
                Thread.ofVirtual().name("challenge-player").start(() -> serve(socket));
            } catch (IOException _) {
                return; // closed, or nothing can be accepted any more
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                var out = new PrintWriter(new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8))) {
            socket.setTcpNoDelay(
                    true); // an answer is one piece; held back for the rest of a packet it would take 40 ms
            if (!places.tryAcquire()) {
                out.println("-- " + AT_ONCE + " are inside, which is the most at once; try again when one has left");
                return;
            }
            try {
                player.play(in, out);
            } finally {
                places.release();
            }
        } catch (IOException _) {
            // they went away
        } finally {
            inside.remove(socket);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : inside) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the door for SQL does not close", e);
        }
    }
}

package dev.mullion.residue;

import dev.mullion.loopback.OwnPort;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Posts deliveries over one kept connection to the server's own port, as a vendor would. Written by hand because a
 * client of the runtime keeps buffers of its own, and what it left behind would count against the server.
 */
final class Courier implements AutoCloseable {

    private static final int CHUNK = 1_000;
    private static final int MILLISECONDS = 15_000;
    private static final int LONGEST_HEAD = 8_192;

    private final OwnPort port;
    private final Played played;
    private Socket socket = new Socket();

    Courier(OwnPort port, Played played) {
        this.port = port;
        this.played = played;
    }

    /** The status of the answer. */
    int post(Parcel parcel, byte[] body) throws IOException {
        if (!socket.isConnected() || socket.isClosed()) {
            socket = port.connect(MILLISECONDS);
        }
        OutputStream out = socket.getOutputStream();
        out.write(head(parcel, body).getBytes(StandardCharsets.US_ASCII));
        if (parcel.manner() == Parcel.Manner.CHUNKED) {
            writeChunks(out, body);
        } else {
            out.write(body);
        }
        out.flush();
        return answer(new BufferedInputStream(socket.getInputStream(), 512));
    }

    private String head(Parcel parcel, byte[] body) {
        return "POST " + played.path(parcel) + " HTTP/1.1\r\nHost: 127.0.0.1:" + port.number()
                + "\r\nContent-Type: application/json\r\n"
                + played.headers(parcel, body)
                + (parcel.manner() == Parcel.Manner.ENCODED ? "Content-Encoding: gzip\r\n" : "")
                + (parcel.manner() == Parcel.Manner.CHUNKED
                        ? "Transfer-Encoding: chunked\r\n\r\n"
                        : "Content-Length: " + body.length + "\r\n\r\n");
    }

    private static void writeChunks(OutputStream out, byte[] body) throws IOException {
        for (int from = 0; from < body.length; from += CHUNK) {
            int length = Math.min(CHUNK, body.length - from);
            out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(body, from, length);
            out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private int answer(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || head.length() > LONGEST_HEAD) {
                throw new IOException("the server ended the connection inside its answer");
            }
            head.append((char) next);
        }
        String[] lines = head.toString().split("\r\n", -1);
        in.skipNBytes(number(lines, "content-length:"));
        if (Arrays.stream(lines).anyMatch(line -> line.equalsIgnoreCase("connection: close"))) {
            socket.close();
        }
        return Integer.parseInt(lines[0].split(" ", -1)[1]);
    }

    private static int number(String[] lines, String name) {
        return Arrays.stream(lines)
                .filter(line -> line.regionMatches(true, 0, name, 0, name.length()))
                .mapToInt(line -> Integer.parseInt(line.substring(name.length()).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

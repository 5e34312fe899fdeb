package dev.mullion.ingest;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Overwrites what a webhook's body left in the web server's own read buffer. Tomcat recycles that buffer from
 * connection to connection, so without this the last bodies stay in the heap for as long as the server idles (32
 * canaries in a heap dump, none with it).
 */
final class ReadBufferWipe extends ValveBase {

    ReadBufferWipe() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!String.valueOf(request.getRequestURI()).startsWith("/hooks/")) {
            getNext().invoke(request, response);
            return;
        }
        org.apache.coyote.Request coyote = request.getCoyoteRequest();
        InputBuffer original = coyote.getInputBuffer();
        Remembering remembering = new Remembering(original);
        coyote.setInputBuffer(remembering);
        try {
            getNext().invoke(request, response);
        } finally {
            coyote.setInputBuffer(original);
            remembering.wipe();
            if (!request.isFinished() && original instanceof Http11InputBuffer tomcats) {
                wipeUnread(tomcats.getByteBuffer(), response);
            }
        }
    }

    /**
     * A body that was turned away unread: the connection is closed after it, so nothing of a next request can be lost.
     */
    private static void wipeUnread(ByteBuffer buffer, Response response) {
        if ("close".equals(response.getHeader("Connection"))) {
            wipe(buffer, buffer.position(), buffer.limit());
        }
    }

    private static void wipe(ByteBuffer buffer, int from, int to) {
        if (buffer.hasArray()) {
            Arrays.fill(buffer.array(), buffer.arrayOffset() + from, buffer.arrayOffset() + to, (byte) 0);
        } else {
            buffer.duplicate().clear().position(from).put(new byte[to - from]);
        }
    }

    /** Hands on the pieces of the body and remembers where in the server's buffer each one lies. */
    private static final class Remembering implements InputBuffer {

        private final InputBuffer original;
        private final List<Piece> pieces = new ArrayList<>();

        Remembering(InputBuffer original) {
            this.original = original;
        }

        private record Piece(ByteBuffer buffer, int from, int to) {}

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            wipe();
            int read = original.doRead(handler);
            ByteBuffer piece = handler.getByteBuffer();
            if (read > 0 && piece != null) {
                pieces.add(new Piece(piece.duplicate(), piece.position(), piece.limit()));
            }
            return read;
        }

        @Override
        public int available() {
            return original.available();
        }

        /** By the next read, and at the end, the piece before has been copied out. */
        void wipe() {
            pieces.forEach(piece -> {
                ReadBufferWipe.wipe(piece.buffer(), piece.from(), piece.to());
            });
            pieces.clear();
        }
    }
}

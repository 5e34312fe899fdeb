package dev.mullion.ingest;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.coyote.http11.Http11InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/**
 * Overwrites what a body left in the web server's own read buffer, whatever address it was sent to. Tomcat recycles
 * that buffer from connection to connection, so without this the last bodies stay in the heap for as long as the server
 * idles (32 canaries in a heap dump, none with it).
 */
final class ReadBufferWipe extends ValveBase {

    /** As much as the server itself would read on, and no longer than a sender needs that is there. */
    private static final int MOST_DRAINED = 64 * 1024;

    private static final Duration DRAINED_FOR = Duration.ofSeconds(2);

    ReadBufferWipe() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
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
            if (!request.isFinished() && !request.isAsync()) {
                drain(coyote, remembering, response);
            }
            coyote.setInputBuffer(original);
            remembering.wipe();
            if (!request.isFinished()) {
                abandon(coyote, original);
            }
        }
    }

    /**
     * A body that was turned away unread. Left to itself the server would read the rest past this valve, so that the
     * sender gets to see the answer: the same is done here, in view.
     */
    private static void drain(org.apache.coyote.Request coyote, Remembering remembering, Response response)
            throws IOException {
        if (!response.isCommitted()) {
            response.setHeader("Connection", "close");
        }
        response.flushBuffer();
        long until = System.nanoTime() + DRAINED_FOR.toNanos();
        Piece piece = new Piece();
        try {
            for (int drained = 0; drained < MOST_DRAINED && System.nanoTime() < until; ) {
                int read = coyote.doRead(piece);
                if (read < 0) {
                    return;
                }
                drained += read;
            }
        } catch (IOException _) {
            // The sender is gone, or too slow: what it sent is wiped all the same.
        }
        remembering.wipe();
    }

    /** The connection is of no more use: nothing of a next request can be lost with what is wiped. */
    private static void abandon(org.apache.coyote.Request coyote, InputBuffer original) {
        coyote.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        if (original instanceof Http11InputBuffer tomcats) {
            ByteBuffer buffer = tomcats.getByteBuffer();
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
        private final List<Seen> pieces = new ArrayList<>();

        Remembering(InputBuffer original) {
            this.original = original;
        }

        private record Seen(ByteBuffer buffer, int from, int to) {}

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            wipe();
            int read = original.doRead(handler);
            ByteBuffer piece = handler.getByteBuffer();
            if (read > 0 && piece != null) {
                pieces.add(new Seen(piece.duplicate(), piece.position(), piece.limit()));
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

    /** Where the server puts what is only read to be wiped. */
    private static final class Piece implements ApplicationBufferHandler {

        private ByteBuffer buffer = EMPTY_BUFFER;

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {}
    }
}

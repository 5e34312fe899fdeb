package dev.mullion.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalInt;

/** One keep-alive connection with at most one request under way. */
final class Line implements AutoCloseable {

    private static final int LARGEST_REQUEST = 128 * 1024;
    private static final int LARGEST_ANSWER = 16 * 1024;
    private static final String LENGTH = "\r\ncontent-length:";
    private static final String LAST_ANSWER = "\r\nconnection: close\r\n";

    private final ByteBuffer out = ByteBuffer.allocateDirect(LARGEST_REQUEST);
    private final ByteBuffer in = ByteBuffer.allocate(LARGEST_ANSWER);
    private final InetSocketAddress address;
    private final Selector selector;
    private SocketChannel channel;
    private SelectionKey key;
    private int index;
    private boolean busy;
    private boolean last;

    Line(InetSocketAddress address, Selector selector) throws IOException {
        this.address = address;
        this.selector = selector;
        this.channel = connect();
        this.key = register();
    }

    /** The place in the plan of what is under way. */
    int index() {
        return index;
    }

    /** Where to put the next request. */
    ByteBuffer next(int newIndex) {
        index = newIndex;
        busy = true;
        in.clear();
        return out.clear();
    }

    /** Whether an answer is still to come. */
    boolean isBusy() {
        return busy;
    }

    void rest() {
        busy = false;
    }

    /** Whether the receiver said with its answer that it will close the connection (RFC 9112, section 9.6). */
    boolean isLast() {
        return last;
    }

    void send() throws IOException {
        out.flip();
        write();
    }

    void write() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE | SelectionKey.OP_READ : SelectionKey.OP_READ);
    }

    boolean hasMoreToSend() {
        return out.hasRemaining();
    }

    /** The status once the answer is whole. */
    OptionalInt read() throws IOException {
        if (channel.read(in) < 0) {
            throw new IOException("the receiver closed the connection");
        }
        return isWhole()
                ? OptionalInt.of(Integer.parseInt(new String(in.array(), 9, 3, StandardCharsets.ISO_8859_1)))
                : OptionalInt.empty();
    }

    private boolean isWhole() {
        String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        String headers = text.substring(0, head + 2).toLowerCase(Locale.ROOT);
        last = headers.contains(LAST_ANSWER);
        int length = headers.indexOf(LENGTH);
        if (length < 0) {
            return text.endsWith("\r\n0\r\n\r\n");
        }
        int from = length + LENGTH.length();
        return in.position()
                >= head
                        + 4
                        + Integer.parseInt(headers.substring(from, headers.indexOf('\r', from))
                                .strip());
    }

    void reconnect() throws IOException {
        close();
        last = false;
        channel = connect();
        key = register();
    }

    private SocketChannel connect() throws IOException {
        SocketChannel opened = SocketChannel.open(address);
        opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
        opened.configureBlocking(false);
        return opened;
    }

    private SelectionKey register() throws IOException {
        return channel.register(selector, SelectionKey.OP_READ, this);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

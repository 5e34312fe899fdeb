package dev.mullion.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The limit of loopback: reads each request to its end and answers 200, and does nothing else. A program of its own,
 * started as {@code BareResponder PORT}.
 */
public final class BareResponder {

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
    private static final String LENGTH = "\r\ncontent-length:";
    private static final int LARGEST_REQUEST = 128 * 1024;

    private BareResponder() {}

    public static void main(String[] arguments) throws IOException {
        try (Selector selector = Selector.open();
                ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), 256);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            System.out.println("ready");
            while (true) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    attend(server, selector, key);
                }
                selector.selectedKeys().clear();
            }
        }
    }

    private static void attend(ServerSocketChannel server, Selector selector, SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            SocketChannel client = server.accept();
            client.configureBlocking(false);
            client.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(LARGEST_REQUEST));
            return;
        }
        SocketChannel client = (SocketChannel) key.channel();
        try {
            ByteBuffer request = (ByteBuffer) key.attachment();
            if (client.read(request) < 0) {
                client.close();
            } else if (isWhole(request)) {
                request.clear();
                client.write(ByteBuffer.wrap(ANSWER));
            }
        } catch (IOException _) {
            client.close(); // the generator went away
        }
    }

    private static boolean isWhole(ByteBuffer request) {
        byte[] beginning = new byte[Math.min(request.position(), 1_024)];
        request.get(0, beginning);
        String text = new String(beginning, StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) {
            return false;
        }
        String headers = text.substring(0, head + 2).toLowerCase(Locale.ROOT);
        int from = headers.indexOf(LENGTH) + LENGTH.length();
        return request.position()
                >= head
                        + 4
                        + Integer.parseInt(headers.substring(from, headers.indexOf('\r', from))
                                .strip());
    }
}

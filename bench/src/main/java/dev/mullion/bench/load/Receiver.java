package dev.mullion.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where deliveries are posted: a port of loopback, and one path per endpoint. */
public final class Receiver {

    private final int port;
    private final List<byte[]> heads;

    public Receiver(int port, List<String> paths) {
        this.port = port;
        this.heads = paths.stream().map(path -> head(port, path)).toList();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The request up to the value of {@code X-GitHub-Delivery}. */
    byte[] head(int endpoint) {
        return heads.get(endpoint);
    }

    private static byte[] head(int port, String path) {
        return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                        + "\r\nUser-Agent: GitHub-Hookshot/synthetic\r\nAccept: */*\r\nContent-Type: application/json"
                        + "\r\nX-GitHub-Event: pull_request\r\nX-GitHub-Delivery: ")
                .getBytes(StandardCharsets.US_ASCII);
    }
}

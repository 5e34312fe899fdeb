package dev.mullion.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver on loopback that checks every signature and, every so many deliveries, asks to be sent it again. */
final class Receiver implements AutoCloseable {
    private static final Pattern INSTALLATION = Pattern.compile("\"installation\":\\{\"id\":(\\d+)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final byte[] secret;
    private final int busyEvery;
    private final AtomicInteger asked = new AtomicInteger();
    final AtomicInteger badlySigned = new AtomicInteger();
    final AtomicInteger turnedAway = new AtomicInteger();
    final ConcurrentLinkedQueue<String> ids = new ConcurrentLinkedQueue<>();
    final ConcurrentHashMap<String, Integer> events = new ConcurrentHashMap<>();

    final Set<String> installations = ConcurrentHashMap.newKeySet();

    Receiver(String secret, int busyEvery) throws IOException {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.busyEvery = busyEvery;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/github/key");
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (busyEvery > 0 && asked.incrementAndGet() % busyEvery == 0) {
            turnedAway.incrementAndGet();
            exchange.getResponseHeaders().set("Retry-After", "0");
            answer(exchange, 429);
            return;
        }
        if (!signature(body).equals(exchange.getRequestHeaders().getFirst("X-Hub-Signature-256"))) {
            badlySigned.incrementAndGet();
        }
        Matcher named = INSTALLATION.matcher(new String(body, StandardCharsets.UTF_8));
        if (named.find()) {
            installations.add(named.group(1));
        }
        ids.add(exchange.getRequestHeaders().getFirst("X-GitHub-Delivery"));
        events.merge(exchange.getRequestHeaders().getFirst("X-GitHub-Event"), 1, Integer::sum);
        answer(exchange, 202);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> distinctIds() {
        return ids.stream().distinct().toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

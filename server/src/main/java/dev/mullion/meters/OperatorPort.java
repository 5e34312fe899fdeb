package dev.mullion.meters;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mullion.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The operator's own listener: {@code GET /metrics}, and nothing else. It is not there unless it is set. It shares no
 * thread, filter or route with the server of the pages, so neither answers for the other. On loopback it answers to
 * loopback's names alone: a page in the operator's browser whose name leads here reads nothing.
 */
@Component
class OperatorPort implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorPort.class);
    private static final int AT_ONCE = 2;
    private static final int BACKLOG = 8;
    private static final Set<String> LOOPBACK_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    private final Optional<InetSocketAddress> address;
    private final MetricsPage page;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private @Nullable Listening listening;

    private record Listening(HttpServer server, ExecutorService threads) {}

    OperatorPort(Settings settings, MetricsPage page) {
        this.address = settings.front().operator();
        this.page = page;
    }

    @Override
    public synchronized void start() {
        if (listening == null && address.isPresent()) {
            listening = listen(address.get());
        }
    }

    private Listening listen(InetSocketAddress at) {
        try {
            ExecutorService threads = Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("operator-port-", 0).factory());
            HttpServer server = HttpServer.create(at, BACKLOG);
            server.createContext("/", this::answer);
            server.setExecutor(threads);
            server.start();
            LOG.info("Figures are at http://{}:{}/metrics", at.getHostString(), at.getPort());
            return new Listening(server, threads);
        } catch (IOException e) {
            throw new UncheckedIOException("MULLION_OPERATOR_PORT: " + at + " cannot be listened at", e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            if (!isForMetrics(exchange)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (places.tryAcquire()) {
                try {
                    send(exchange);
                } finally {
                    places.release();
                }
            } else {
                exchange.getResponseHeaders().set("Retry-After", "1");
                exchange.sendResponseHeaders(503, -1);
            }
        }
    }

    private boolean isForMetrics(HttpExchange exchange) {
        return "/metrics".equals(exchange.getRequestURI().getRawPath())
                && exchange.getRequestMethod().equals("GET")
                && isNamedRightly(exchange);
    }

    private static boolean isNamedRightly(HttpExchange exchange) {
        String named = exchange.getRequestHeaders().getFirst("Host");
        return !exchange.getLocalAddress().getAddress().isLoopbackAddress()
                || (named != null && LOOPBACK_NAMES.contains(named.replaceAll(":[0-9]{1,5}$", "")));
    }

    private void send(HttpExchange exchange) throws IOException {
        byte[] text = page.text().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", MetricsPage.TYPE);
        exchange.sendResponseHeaders(200, text.length);
        exchange.getResponseBody().write(text);
    }

    @Override
    public synchronized void stop() {
        Listening open = listening;
        listening = null;
        if (open != null) {
            open.server().stop(0);
            open.threads().shutdownNow();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return listening != null;
    }
}

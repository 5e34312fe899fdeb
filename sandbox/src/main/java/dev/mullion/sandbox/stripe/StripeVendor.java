package dev.mullion.sandbox.stripe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mullion.sandbox.vendor.Halt;
import dev.mullion.sandbox.vendor.Question;
import dev.mullion.sandbox.vendor.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stripe's API on a port of loopback, for one account. Threads may share it. */
public final class StripeVendor implements AutoCloseable {

    private static final int LARGEST_QUESTION = 1 << 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final StripeReplies replies;
    private volatile Halt halt = new Halt(Integer.MAX_VALUE);

    private StripeVendor(HttpServer server, StripeReplies replies) {
        this.server = server;
        this.replies = replies;
    }

    public static StripeVendor start(StripeAccount account) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
            StripeVendor vendor = new StripeVendor(server, new StripeReplies(account));
            server.setExecutor(vendor.threads);
            server.createContext("/", vendor::answer);
            server.start();
            return vendor;
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox has no port on loopback", e);
        }
    }

    /** Where it is asked. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was asked so far: method and path. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    public void feel(StripeMood mood) {
        replies.feel(mood, Integer.MAX_VALUE, 0);
    }

    /** Feels so for some questions, after some others. */
    public void feel(StripeMood mood, int questions, int after) {
        replies.feel(mood, questions, after);
    }

    /** Feels so once every so many questions; 0: never. */
    public void feelEvery(StripeMood mood, int questions) {
        replies.feelEvery(mood, questions);
    }

    /** Shows another account from now on. */
    public void show(StripeAccount account) {
        replies.show(account);
    }

    /** How many objects are on a page at most. */
    public void pageSize(int most) {
        replies.pageSize(most);
    }

    /** Answers so many questions, and keeps who asks the next one waiting until it is told otherwise. */
    public Halt haltAfter(int questions) {
        Halt next = new Halt(questions);
        halt = next;
        return next;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            byte[] question = exchange.getRequestBody().readNBytes(LARGEST_QUESTION);
            halt.pass();
            Reply reply = replies.to(new Question(
                    exchange.getRequestMethod(), exchange.getRequestURI(), exchange.getRequestHeaders(), question));
            reply.send(exchange);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

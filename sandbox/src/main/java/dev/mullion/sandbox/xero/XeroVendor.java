package dev.mullion.sandbox.xero;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mullion.sandbox.vendor.Halt;
import dev.mullion.sandbox.vendor.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Xero on a port of loopback, for one app: its page of consent, its tokens and its API. Threads may share it. */
public final class XeroVendor implements AutoCloseable {

    private static final int LARGEST_QUESTION = 1 << 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Replies replies;
    private final List<Stop> stops = new CopyOnWriteArrayList<>();

    /** Where somebody is kept waiting. */
    private record Stop(Organisation organisation, String path, Halt halt) {}

    private XeroVendor(HttpServer server, Replies replies) {
        this.server = server;
        this.replies = replies;
    }

    /**
     * An app as its owner registered it.
     *
     * @param redirect the one address that people are sent back to
     */
    public record App(String clientId, String clientSecret, String redirect) {

        @Override
        public String toString() {
            return "the app " + clientId;
        }
    }

    public static XeroVendor start(App app, Clock clock) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
            XeroVendor vendor = new XeroVendor(server, new Replies(new Door(app, clock)));
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

    /** What was asked so far: method, path and query. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    public void feel(Mood mood) {
        feel(mood, Integer.MAX_VALUE, 0);
    }

    /** Feels so for some questions to the books, after some others. */
    public void feel(Mood mood, int questions, int after) {
        replies.feel(mood, questions, after);
    }

    /** Registers another address that people are sent back to. */
    public void sendBackTo(String redirect) {
        replies.door().sendBackTo(redirect);
    }

    /** Which organisations the next person at the page of consent chooses; none: they decline. */
    public void willChoose(Organisation... organisations) {
        replies.willChoose(List.of(organisations));
    }

    /** Who is signed in at the page of consent from now on; as long as nobody was named, somebody new each time. */
    public void willSignIn(UUID person) {
        replies.willSignIn(person);
    }

    /** How many entries are on a page at most, however many are asked for. */
    public void pageSize(int most) {
        replies.pageSize(most);
    }

    /** Ends the way to an organisation, as its owner can at Xero. */
    public void close(Organisation organisation) {
        replies.door().close(organisation);
    }

    /**
     * Does what is asked about an organisation at a path, and keeps the answer back until it is told otherwise; so many
     * are answered before.
     *
     * @param path a pattern
     */
    public Halt haltAt(Organisation organisation, String path, int before) {
        Stop stop = new Stop(organisation, path, new Halt(before));
        stops.add(stop);
        return stop.halt();
    }

    /** Forgets every access token before its time. */
    public void forgetAccess() {
        replies.door().forgetAccess();
    }

    /** Refresh tokens that were given out, not used and not ended. */
    public int liveRefreshTokens() {
        return replies.door().liveRefreshTokens();
    }

    public boolean isOpen(Organisation organisation) {
        return replies.door().isOpen(organisation.tenant().toString());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI address = exchange.getRequestURI();
            asked.add(exchange.getRequestMethod() + " " + address.getPath()
                    + (address.getRawQuery() == null ? "" : "?" + address.getQuery())
                    + (exchange.getRequestHeaders().containsKey("If-Modified-Since") ? " since" : ""));
            byte[] question = exchange.getRequestBody().readNBytes(LARGEST_QUESTION);
            Question asking = Question.of(exchange.getRequestMethod(), address, exchange.getRequestHeaders(), question);
            Reply reply = replies.to(asking);
            stops.stream()
                    .filter(stop -> address.getPath().matches(stop.path()))
                    .filter(stop -> replies.door()
                            .organisation(asking)
                            .filter(stop.organisation()::equals)
                            .isPresent())
                    .forEach(stop -> stop.halt().pass());
            reply.send(exchange);
        }
    }

    /** A webhook in Xero's shape about entries of an organisation; none: Xero asks whether somebody is there. */
    public static byte[] webhook(Organisation organisation, List<Organisation.Entry> changed) {
        StringBuilder events = new StringBuilder();
        for (Organisation.Entry entry : changed) {
            events.append(events.isEmpty() ? "" : ",").append("""
                    {"resourceUrl":"https://api.xero.invalid/api.xro/2.0/%1$s/%2$s","resourceId":"%2$s",\
                    "tenantId":"%3$s","tenantType":"ORGANISATION","eventCategory":"%4$s","eventType":"UPDATE",\
                    "eventDateUtc":"%5$s"}""".formatted(
                            entry.book().list(),
                            entry.id(),
                            organisation.tenant(),
                            entry.book() == Organisation.Book.CREDIT_NOTES ? "CREDITNOTE" : "INVOICE",
                            entry.updatedAt().toString().replace("Z", "")));
        }
        return ("{\"events\":[" + events + "],\"firstEventSequence\":1,\"lastEventSequence\":" + changed.size()
                        + ",\"entropy\":\"MADEUPENTROPY\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

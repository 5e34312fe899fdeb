package dev.mullion.sandbox.github;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mullion.sandbox.body.Bodies;
import dev.mullion.sandbox.vendor.Halt;
import dev.mullion.sandbox.vendor.Question;
import dev.mullion.sandbox.vendor.Reply;
import dev.mullion.sandbox.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * GitHub's API on a port of loopback, for one App. Whatever its installation is called, it shows the same company.
 * Threads may share it.
 */
public final class GitHubVendor implements AutoCloseable {

    private static final int LARGEST_QUESTION = 1 << 20;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Replies replies;
    private volatile Halt halt = new Halt(Integer.MAX_VALUE);

    private GitHubVendor(HttpServer server, Replies replies) {
        this.server = server;
        this.replies = replies;
    }

    /**
     * Who asks and what is shown.
     *
     * @param key what the App's signatures are checked with
     */
    public record Account(World world, long app, PublicKey key) {}

    public static GitHubVendor start(Account account, Clock clock) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
            int port = server.getAddress().getPort();
            Bodies bodies = new Bodies(account.world().company(), OptionalLong.empty());
            Replies replies = new Replies(account, bodies, URI.create("http://127.0.0.1:" + port), clock);
            GitHubVendor vendor = new GitHubVendor(server, replies);
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

    public void feel(Mood mood) {
        replies.feel(mood, Integer.MAX_VALUE, 0);
    }

    /** Feels so for some questions of GraphQL, after some others. */
    public void feel(Mood mood, int questions, int after) {
        replies.feel(mood, questions, after);
    }

    /** Shows the world as it was at that instant. */
    public void show(Instant at) {
        replies.show(at);
    }

    /** Registers the App with what people need of it. */
    public void register(Registration app) {
        replies.register(app);
    }

    /** Who is at the browser from now on. */
    public void willCome(Visitor visitor) {
        replies.willCome(visitor);
    }

    /** Whether the App took itself away there. */
    public boolean isUninstalled(long installation) {
        return replies.isUninstalled(installation);
    }

    /** The number of an installation, or the one it has since it was installed anew. */
    public long current(long installation) {
        return replies.current(installation);
    }

    /** Tokens of people that were given out and not ended. */
    public int liveTokens() {
        return replies.liveTokens();
    }

    /** Tokens of people that the App ended. */
    public int endedTokens() {
        return replies.endedTokens();
    }

    /** Takes these repositories, and no others, from the installation. */
    public void take(Set<Long> repositories) {
        replies.take(repositories);
    }

    /** How many pull requests are on a page: GitHub may send fewer than were asked for. */
    public void pageSize(int most) {
        replies.pageSize(most);
    }

    /** Answers so many questions of GraphQL, and keeps who asks the next one waiting until it is told otherwise. */
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
            if (exchange.getRequestURI().getPath().equals("/graphql")) {
                halt.pass();
            }
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

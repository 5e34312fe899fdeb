package dev.mullion.loopback;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One client of the own port, from an address of loopback that is its alone, so that what it uses up of a stranger's
 * rate is nobody else's. Follows no redirect and keeps no cookie. For one thread.
 */
public final class Visitor implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_READ = 2 * 1024 * 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpClient client;
    private final String origin;

    private Visitor(HttpClient client, String origin) {
        this.client = client;
        this.origin = origin;
    }

    /** What came back; of an event stream only the head. */
    public record Answer(int status, HttpResponse<?> head, String body) {

        public Optional<String> header(String name) {
            return head.headers().firstValue(name);
        }

        public List<String> headers(String name) {
            return head.headers().allValues(name);
        }

        /** Every header and the body, to be searched. */
        public String whole() {
            return head.headers().map() + "\n" + body;
        }
    }

    public static Visitor of(OwnPort port) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER);
        ownAddress().ifPresent(client::localAddress);
        if (port.isTls()) {
            client.sslContext(OwnPort.itself());
        }
        String scheme = port.isTls() ? "https" : "http";
        return new Visitor(client.build(), scheme + "://127.0.0.1:" + port.number());
    }

    /** Of 127.0.0.0/8 all is this machine on Linux; elsewhere only 127.0.0.1 may be. */
    private static Optional<InetAddress> ownAddress() {
        try {
            InetAddress address = InetAddress.getByAddress(
                    new byte[] {127, 77, (byte) RANDOM.nextInt(256), (byte) (1 + RANDOM.nextInt(254))});
            try (ServerSocket trial = new ServerSocket()) {
                trial.bind(new InetSocketAddress(address, 0));
                return Optional.of(address);
            } catch (IOException _) {
                return Optional.empty();
            }
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    /**
     * Asks for one page.
     *
     * @param headers names and values, alternating
     */
    public Answer get(String path, String... headers) {
        return ask("GET", path, "", headers);
    }

    /**
     * Sends one request; no body where it is empty.
     *
     * @param headers names and values, alternating
     */
    public Answer ask(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path))
                .timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<InputStream> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                return new Answer(answer.statusCode(), answer, isStream(answer) ? "" : text(in));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " of the own port was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the own port was asked", e);
        }
    }

    private static boolean isStream(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readNBytes(MOST_READ), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}

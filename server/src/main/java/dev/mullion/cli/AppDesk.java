package dev.mullion.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mullion.connectors.github.AppMaking;
import dev.mullion.connectors.github.AppMaking.Made;
import dev.mullion.connectors.github.AppManifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * A page on loopback for the operator's browser, from which GitHub is asked to make an App, and to which GitHub sends
 * the browser back. Its address and the state that travels hold 256 random bits each; it answers to its own name alone,
 * ends when it was used, and is dead after an hour. Threads may share it.
 */
@Component
class AppDesk implements DisposableBean {

    private static final String FORM = text("app-form.html");
    private static final String SAID = text("app-said.html");
    private static final Duration LIFE = Duration.ofHours(1);
    private static final int BYTES = 32;

    private final AppMaking making;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicReference<@Nullable Desk> open = new AtomicReference<>();

    AppDesk(AppMaking making, Clock clock) {
        this.making = making;
        this.clock = clock;
    }

    private record Desk(
            HttpServer server,
            URI address,
            String state,
            Instant until,
            AppManifest manifest,
            Optional<String> organisation) {

        String path() {
            return address.getPath();
        }

        URI answer() {
            return URI.create(address + "/made");
        }
    }

    /**
     * Opens the page, in place of one that was open.
     *
     * @param port 0: any free one
     */
    URI open(AppManifest manifest, Optional<String> organisation, int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 8);
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + word());
            Desk desk = new Desk(server, address, word(), clock.instant().plus(LIFE), manifest, organisation);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> answer(desk, exchange));
            server.start();
            close(open.getAndSet(desk));
            return address;
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailed(
                    ExitCode.CONFLICT, "port " + port + " of loopback cannot be taken", "choose another with --port");
        }
    }

    private String word() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void answer(Desk desk, HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isOurs = desk.address()
                            .getAuthority()
                            .equals(exchange.getRequestHeaders().getFirst("Host"))
                    && exchange.getRequestMethod().equals("GET")
                    && clock.instant().isBefore(desk.until());
            String path = exchange.getRequestURI().getPath();
            if (isOurs && same(path, desk.path())) {
                form(desk, exchange);
            } else if (isOurs && same(path, desk.answer().getPath())) {
                made(desk, exchange);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private void form(Desk desk, HttpExchange exchange) throws IOException {
        URI there = making.page(desk.organisation(), desk.state());
        String manifest = making.manifest(desk.manifest(), desk.answer());
        String origin = there.getScheme() + "://" + there.getAuthority();
        show(
                exchange,
                200,
                origin,
                FORM.replace("{action}", escaped(there.toString())).replace("{manifest}", escaped(manifest)));
    }

    /** Whoever comes first with the state closes the desk, whatever comes of it: the code is good once. */
    private void made(Desk desk, HttpExchange exchange) throws IOException {
        if (!same(parameter(exchange, "state"), desk.state())) {
            say(exchange, 400, "GitHub's answer does not belong to this page.");
            return;
        }
        if (!open.compareAndSet(desk, null)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        say(
                exchange,
                200,
                switch (making.convert(parameter(exchange, "code"))) {
                    case Made.Kept(long id, String slug) ->
                        "The App " + slug + " (" + id
                                + ") is made, and what it signs in with is in the key store. Start the"
                                + " server anew, and connect GitHub on the Integrations page.";
                    case Made.Refused(String why) -> "Nothing was kept: " + why + ".";
                });
        Thread.ofVirtual().start(() -> close(desk));
    }

    private static String parameter(HttpExchange exchange, String name) {
        String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return pair.substring(name.length() + 1);
            }
        }
        return "";
    }

    private static void say(HttpExchange exchange, int status, String sentence) throws IOException {
        show(exchange, status, "'none'", SAID.replace("{said}", escaped(sentence)));
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
    }

    private static void show(HttpExchange exchange, int status, String formsGoTo, String page) throws IOException {
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "text/html; charset=utf-8");
        headers.set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action " + formsGoTo);
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Frame-Options", "DENY");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static String text(String name) {
        try (InputStream in = Objects.requireNonNull(AppDesk.class.getResourceAsStream(name), "missing: " + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static void close(@Nullable Desk desk) {
        if (desk != null) {
            desk.server().stop(1);
        }
    }

    @Override
    public void destroy() {
        close(open.getAndSet(null));
    }
}

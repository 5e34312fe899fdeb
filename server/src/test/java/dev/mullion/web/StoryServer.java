package dev.mullion.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Serves the stories on loopback under the product's content security policy, to look at them while working on the
 * look: {@code /} lists them, {@code /NAME?theme=dark} shows one.
 */
final class StoryServer {

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final Map<String, String> TYPES =
            Map.of("css", "text/css", "js", "text/javascript", "svg", "image/svg+xml");

    private final TemplateEngine templates = PageViews.templates();
    private final Map<String, Story> stories =
            Stories.all().collect(Collectors.toMap(Story::name, Function.identity()));

    public static void main(String[] arguments) throws IOException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8099;
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", new StoryServer()::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        if (path.startsWith("assets/")) {
            asset(exchange, path.substring("assets/".length()));
            return;
        }
        Story story = stories.get(path.equals("w/sample/engineering/live") ? "engineering-part" : path);
        String theme = String.valueOf(exchange.getRequestURI().getQuery()).replace("theme=", "");
        String html = story == null ? index() : render(story);
        send(
                exchange,
                "text/html; charset=utf-8",
                html.replace(
                                "data-theme=\"auto\"",
                                "data-theme=\"" + (theme.matches("[a-z]+") && !theme.equals("null") ? theme : "auto")
                                        + "\"")
                        .getBytes(StandardCharsets.UTF_8));
    }

    private String index() {
        return stories.keySet().stream()
                .sorted()
                .map(name -> "<li><a href=\"/" + name + "\">" + name + "</a></li>")
                .collect(Collectors.joining(
                        "", "<!DOCTYPE html><html lang=\"en\"><title>Stories</title><ul>", "</ul></html>"));
    }

    private String render(Story story) {
        StringOutput html = new StringOutput();
        templates.render(story.template() + ".jte", story.page(), html);
        return html.toString();
    }

    private static void asset(HttpExchange exchange, String name) throws IOException {
        for (String place : new String[] {PageAssets.OWN, PageAssets.HTMX}) {
            try (InputStream asset =
                    StoryServer.class.getResourceAsStream("/" + place.substring("classpath:/".length()) + name)) {
                if (asset != null) {
                    send(
                            exchange,
                            TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream"),
                            asset.readAllBytes());
                    return;
                }
            }
        }
        exchange.sendResponseHeaders(404, -1);
        exchange.close();
    }

    private static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}

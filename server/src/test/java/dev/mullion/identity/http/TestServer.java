package dev.mullion.identity.http;

import dev.mullion.audit.TurnedAway;
import dev.mullion.identity.ApiTokens;
import dev.mullion.identity.Doorway;
import dev.mullion.identity.PublicAddress;
import dev.mullion.identity.Sessions;
import dev.mullion.identity.SignIn;
import dev.mullion.identity.TestIdentity;
import dev.mullion.limits.LimitSettings;
import dev.mullion.limits.LimitSettings.Limit;
import dev.mullion.limits.RateLimits;
import dev.mullion.tenancy.TestTenancy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.context.support.GenericApplicationContext;

/** The real server with the real security in front of a few handlers that tests can ask. */
final class TestServer implements AutoCloseable {

    static final String PROBE = "probe";

    final TestIdentity identity;
    final ConfigurableApplicationContext context;
    private final URI address;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    /** One on a database of its own, with limits that a test reaches. */
    static TestServer start() {
        LimitSettings standard = LimitSettings.standard();
        return new TestServer(new TestIdentity(
                TestTenancy.create(),
                new LimitSettings(
                        Limit.perSecond(5, 20),
                        standard.workspace(),
                        Limit.perSecond(5, 60),
                        standard.link(),
                        standard.hook())));
    }

    private TestServer(TestIdentity identity) {
        this.identity = identity;
        this.context = new SpringApplicationBuilder(Application.class)
                .profiles(PROBE)
                .properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off")
                .initializers(beans -> {
                    GenericApplicationContext context = (GenericApplicationContext) beans;
                    context.registerBean(Sessions.class, () -> identity.sessions);
                    context.registerBean(ApiTokens.class, () -> identity.tokens);
                    context.registerBean(Doorway.class, () -> identity.doorway);
                    context.registerBean(SignIn.class, () -> identity.signIn);
                    context.registerBean(
                            LiveLinks.class,
                            () -> new LiveLinks(identity.signIn, identity.founding, identity.connects));
                    context.registerBean(RateLimits.class, () -> identity.limits);
                    context.registerBean(TurnedAway.class, () -> identity.turnedAway);
                    context.registerBean(PublicAddress.class, () -> TestIdentity.ADDRESS);
                })
                .run();
        int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
        this.address = URI.create("http://127.0.0.1:" + port);
    }

    /** Its profile keeps it and the probe out of servers that find their parts by scanning. */
    @Profile(PROBE)
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({SecurityConfiguration.class, Answers.class, Refusals.class, Probe.class})
    static class Application {}

    /** @param headers names and values, alternating */
    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> method(String method, String path, String... headers) {
        return send(request(path, headers).method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a test", e);
        }
    }

    @Override
    public void close() {
        client.close();
        context.close();
        identity.tenancy.close();
    }
}

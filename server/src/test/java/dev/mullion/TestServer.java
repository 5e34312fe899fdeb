package dev.mullion;

import dev.mullion.cli.Installation;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.identity.Access;
import dev.mullion.identity.ApiTokens;
import dev.mullion.identity.Credential;
import dev.mullion.identity.EmailAddress;
import dev.mullion.identity.People;
import dev.mullion.identity.Permissions;
import dev.mullion.identity.PersonId;
import dev.mullion.identity.Profile;
import dev.mullion.identity.SessionCookie;
import dev.mullion.identity.SignIn;
import dev.mullion.postgres.TestPostgres;
import dev.mullion.settings.Front;
import dev.mullion.settings.GithubApp;
import dev.mullion.settings.KeyCustody;
import dev.mullion.settings.Settings;
import dev.mullion.settings.WebhookSecret;
import dev.mullion.settings.XeroApp;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.Workspaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * The whole server, started as {@code serve} starts it, in this process, on an outside database of the test run's
 * PostgreSQL. {@link #shared()} is one for all tests: what they need of their own is a workspace.
 */
public final class TestServer implements AutoCloseable {

    /** The webhook secret of the operator's App. */
    public static final String APP_SECRET = "synthetic-secret-of-the-app";

    /** What its App will sign with when the operator has told GitHub. */
    public static final String NEXT_APP_SECRET = "the-next-synthetic-secret-of-the-app";

    public static final WebhookSecret APP_WEBHOOKS =
            new WebhookSecret(Optional.of(APP_SECRET), Optional.of(NEXT_APP_SECRET));

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Installation installation;
    private final Settings settings;
    private final Path data;
    private final URI address;
    private final HttpClient client;

    private TestServer(Settings settings) {
        this(Mullion.class, settings);
    }

    private TestServer(Class<? extends Mullion> application, Settings settings) {
        this.installation = Installation.start(application, settings, Clock.systemUTC());
        this.settings = installation.settings();
        this.data = settings.data();
        this.address = this.settings.publicUrl();
        this.client = client(settings.front());
    }

    /** One that trusts the server's own certificate, where it has one. */
    private static HttpClient client(Front front) {
        HttpClient.Builder client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER);
        front.tls()
                .map(tls -> new OwnCertificate(tls.certificate(), tls.key()).trusting())
                .ifPresent(client::sslContext);
        return client.build();
    }

    /** Somebody who is signed in. */
    public record Member(PersonId id, String name, String email, String cookie) {

        /** Name and value of the header that carries the session. */
        public String[] header() {
            return new String[] {"Cookie", cookie};
        }
    }

    /** A webhook endpoint of a workspace's own. */
    public record Hook(ConnectionId id, URI url, String secret) {}

    /** The one of this test run. Nobody may close it. */
    public static TestServer shared() {
        return Running.SERVER;
    }

    /** One of the test's own, where nobody has come in yet. */
    public static TestServer start() {
        return start(TestSettings.plain());
    }

    /** One whose hooks take no more than so many deliveries. */
    public static TestServer start(int hooksPerSecond) {
        return start(TestSettings.plain().withHooksPerSecond(hooksPerSecond));
    }

    /** One with another front than the plain one. */
    public static TestServer start(Front front) {
        return start(TestSettings.plain().with(front));
    }

    /** One whose key management service is at this address. */
    public static TestServer startWithKms(URI endpoint) {
        return start(TestSettings.plain().withKms(endpoint));
    }

    /** One whose vendors are sandboxes, where it signs in as these apps. */
    public static TestServer startWithSandboxes(Map<String, URI> sandboxes, GithubApp github, XeroApp xero) {
        return startWithSandboxes(sandboxes, Optional.of(github), Optional.of(xero));
    }

    /** The same, of an operator who has not set every app. */
    public static TestServer startWithSandboxes(
            Map<String, URI> sandboxes, Optional<GithubApp> github, Optional<XeroApp> xero) {
        return start(TestSettings.plain().with(new TestSettings.Vendors(sandboxes, github, xero)));
    }

    /** One with components that no other server has. */
    public static TestServer startAs(Class<? extends Mullion> application) {
        return new TestServer(application, TestSettings.plain().onNewDatabase());
    }

    /** One that was told to take any free port. */
    public static TestServer startOnAnyPort() {
        return start(TestSettings.plain().withPort(0));
    }

    private static TestServer start(TestSettings settings) {
        return new TestServer(settings.onNewDatabase());
    }

    /**
     * A second server on this one's database, with the role web alone.
     *
     * @param keyFile what it is given instead of this one's master key
     * @param keyStore its folder of wrapped keys
     */
    public TestServer besideWithTheRoleWeb(Path keyFile, Path keyStore) {
        return beside(keyFile, new KeyCustody(keyStore, EnumSet.of(KeyCustody.Role.WEB)));
    }

    /** A second server on this one's database. */
    public TestServer beside(Path keyFile, KeyCustody custody) {
        return new TestServer(TestSettings.beside(settings, keyFile, custody));
    }

    /** What a process of its own is started with that serves this installation beside this one, on another port. */
    public Map<String, String> environment() {
        return TestSettings.environmentBeside(settings);
    }

    /** Stops this one and starts it again, with the same key, database and address. */
    public TestServer restarted() {
        client.shutdownNow();
        installation.close();
        return new TestServer(settings);
    }

    /** Does something to its database that the server itself may not do. */
    public void asAdministrator(String sql) {
        String url = settings.database().orElseThrow().url();
        try (var connection = TestPostgres.administrator(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("as the administrator: " + e.getMessage(), e);
        }
    }

    /** Where its pages are, without a path. */
    public URI address() {
        return address;
    }

    public ConfigurableApplicationContext context() {
        return installation.context();
    }

    public <T> T bean(Class<T> type) {
        return context().getBean(type);
    }

    public Workspace newWorkspace() {
        return newWorkspace(Workspace.Kind.CUSTOMER);
    }

    public Workspace newWorkspace(Workspace.Kind kind) {
        int number = NAMES.incrementAndGet();
        return bean(Workspaces.class).create(new Slug("company-" + number), "Company " + number, kind);
    }

    /**
     * A new member of the workspace, signed in by a one-time link.
     *
     * @param permissions {@code engineering:read,settings:manage}; empty for none
     */
    public Member person(Workspace workspace, String permissions) {
        int number = NAMES.incrementAndGet();
        String name = "Person " + number;
        String email = "person-" + number + "@example.com";
        PersonId person = bean(People.class)
                .add(
                        workspace.id(),
                        new Profile(new EmailAddress(email), name),
                        permissions.isEmpty() ? Permissions.none() : Permissions.parse(permissions),
                        Actor.OPERATOR);
        return new Member(person, name, email, signIn(person));
    }

    /** Everything that a workspace has to give. */
    public Member manager(Workspace workspace) {
        return person(workspace, Permissions.all().toString());
    }

    /** Another session of the same person: the value of its Cookie header. */
    public String signIn(PersonId person) {
        SignIn signIn = bean(SignIn.class);
        String link = signIn.link(person, Actor.OPERATOR).address().getPath();
        Credential secret = Credential.of(link.substring(link.lastIndexOf('/') + 1));
        return signIn.open(secret).orElseThrow().token().expose(token -> SessionCookie.NAME + "=" + token);
    }

    /** The text of a new API token that lives for an hour. */
    public String token(Workspace workspace, String permissions) {
        var request = new ApiTokens.Request("of a test", Permissions.parse(permissions), Duration.ofHours(1));
        return bean(Workspaces.class)
                .within(workspace.id(), () -> bean(ApiTokens.class).create(Access.ofOperator(workspace), request))
                .secret()
                .expose(text -> text);
    }

    public Hook endpoint(Workspace workspace) {
        Connections.Endpoint endpoint = bean(Workspaces.class)
                .within(workspace.id(), () -> bean(Connections.class).addEndpoint(Actor.OPERATOR));
        return new Hook(endpoint.id(), address.resolve("/hooks/github/" + endpoint.key()), endpoint.secret());
    }

    /** Sends one signed delivery as GitHub does, with a new delivery id. */
    public HttpResponse<String> deliver(Hook hook, String event, byte[] body) {
        return deliver(hook, event, UUID.randomUUID(), body);
    }

    public HttpResponse<String> deliver(Hook hook, String event, UUID delivery, byte[] body) {
        return send(delivery(hook, event, delivery, body));
    }

    /** One signed delivery, to be sent by the test. */
    public HttpRequest.Builder delivery(Hook hook, String event, UUID delivery, byte[] body) {
        return HttpRequest.newBuilder(hook.url())
                .header("Content-Type", "application/json")
                .header("X-GitHub-Event", event)
                .header("X-GitHub-Delivery", delivery.toString())
                .header("X-Hub-Signature-256", signature(hook.secret(), body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    /** As GitHub's header has it. */
    public static String signature(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }

    /**
     * Asks for a page or an answer of the API.
     *
     * @param headers names and values, alternating
     */
    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    /**
     * Sends a form.
     *
     * @param headers names and values, alternating
     */
    public HttpResponse<String> post(String path, String form, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /**
     * A request to be completed by the test.
     *
     * @param headers names and values, alternating
     */
    public HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(Duration.ofSeconds(30));
        return headers.length == 0 ? request : request.headers(headers);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("the test server did not answer", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a test", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        installation.close();
        try {
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + data, e);
        }
    }

    private static final class Running {

        static final TestServer SERVER = startForAll();

        private static TestServer startForAll() {
            TestServer server = start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "end of the test server"));
            return server;
        }
    }
}

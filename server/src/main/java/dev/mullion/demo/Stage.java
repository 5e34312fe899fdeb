package dev.mullion.demo;

import dev.mullion.settings.GithubApp;
import dev.mullion.settings.OwnSecret;
import dev.mullion.settings.Settings;
import dev.mullion.settings.WebhookSecret;
import dev.mullion.settings.XeroApp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sandbox with the vendors that it plays, started before the server, which has to know where they are. What opens
 * them opens nothing else.
 */
public final class Stage implements AutoCloseable {

    static final String STRIPE_KEY = "rk_live_synthetic0000000000000000";

    private static final String CLIENT = "sample-company-app";
    private static final String CLIENT_SECRET = "synthetic-secret-of-the-sandbox";

    /** The installation that the sample company's person makes at GitHub. */
    static final long INSTALLATION = 71_000_001;

    static final String GITHUB_WEBHOOK_SECRET = "synthetic-webhook-secret-of-the-sandbox";

    private static final long GITHUB_APP = 710_001;
    private static final String GITHUB_SLUG = "sample-company-mullion";
    private static final String GITHUB_CLIENT = "Iv23lisamplecompany";
    private static final String GITHUB_SECRET = "synthetic-secret-of-the-app-at-github";

    private final SandboxProcess sandbox;
    private final XeroApp xeroApp;
    private final GithubApp githubApp;

    private Stage(SandboxProcess sandbox, XeroApp xeroApp, GithubApp githubApp) {
        this.sandbox = sandbox;
        this.xeroApp = xeroApp;
        this.githubApp = githubApp;
    }

    /**
     * Starts it for the demo of a folder that is marked as one.
     *
     * @throws IllegalStateException where the sandbox is not built
     */
    public static Stage begin(Path sandboxJar, Settings settings) {
        Instant anchor = DemoState.load(settings.data().resolve(Demo.NOTES), Instant.EPOCH)
                .anchor();
        SandboxProcess sandbox = SandboxProcess.start(
                sandboxJar,
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "anchor", anchor.toString(),
                                "stripeKey", STRIPE_KEY,
                                "xero",
                                        Map.of(
                                                "clientId", CLIENT,
                                                "clientSecret", CLIENT_SECRET,
                                                "redirect", settings.publicUrl() + "/connect/xero"),
                                "github", github(settings.publicUrl() + "/connect/github"))));
        Path data = settings.data();
        return new Stage(
                sandbox,
                new XeroApp(CLIENT, kept(data, "sandbox-xero.secret", CLIENT_SECRET), WebhookSecret.NONE),
                githubApp(
                        kept(data, "sandbox-github.pem", sandbox.githubKey()),
                        kept(data, "sandbox-github.secret", GITHUB_SECRET)));
    }

    private static Map<String, Object> github(String callback) {
        return Map.of(
                "seed",
                Demo.SEED,
                "company",
                "sample",
                "historyDays",
                Demo.HISTORY_DAYS,
                "app",
                GITHUB_APP,
                "installation",
                INSTALLATION,
                "registration",
                Map.of(
                        "slug", GITHUB_SLUG,
                        "clientId", GITHUB_CLIENT,
                        "clientSecret", GITHUB_SECRET,
                        "callback", callback));
    }

    private static GithubApp githubApp(Path key, Path secret) {
        return new GithubApp(
                WebhookSecret.of(GITHUB_WEBHOOK_SECRET),
                Optional.of(new GithubApp.Identity(GITHUB_APP, new OwnSecret.InFile(key))),
                Optional.of(new GithubApp.Client(GITHUB_SLUG, GITHUB_CLIENT, new OwnSecret.InFile(secret))));
    }

    private static Path kept(Path data, String name, String secret) {
        Path file = data.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return Files.writeString(file, secret).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's folder cannot be written: " + data, e);
        }
    }

    /** The settings of a server whose vendors these are. */
    public Settings of(Settings settings) {
        return settings.played(sandbox.vendors(), xeroApp).with(githubApp);
    }

    SandboxProcess sandbox() {
        return sandbox;
    }

    /** Where a page sends the person, before the sandbox has a plan. */
    URI consent(URI page) {
        return sandbox.consent(page);
    }

    void visit(URI page) {
        sandbox.visit(page);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}

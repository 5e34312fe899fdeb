package dev.mullion;

import dev.mullion.keys.DerivedKey;
import dev.mullion.keys.FileSource;
import dev.mullion.keys.FolderKeyStore;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeySources;
import dev.mullion.keys.MasterKey;
import dev.mullion.postgres.TestPostgres;
import dev.mullion.settings.Front;
import dev.mullion.settings.GithubApp;
import dev.mullion.settings.KeyCustody;
import dev.mullion.settings.OwnSecret;
import dev.mullion.settings.Settings;
import dev.mullion.settings.XeroApp;
import dev.mullion.tenancy.MigratedDatabase;
import dev.mullion.tenancy.TestTenancy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the server of a test is started with: on a new database, or beside one that runs already.
 *
 * @param port 0: the server takes any free one
 * @param kms where the key management service is, if not at its region's own address
 */
record TestSettings(int port, int hooksPerSecond, Front front, Optional<URI> kms, Vendors vendors) {

    private static final int HOOKS_PER_SECOND = 20_000;

    /**
     * What the operator has with vendors.
     *
     * @param sandboxes by vendor, where it is played
     * @param github absent: no App, and no webhooks of one
     */
    record Vendors(Map<String, URI> sandboxes, Optional<GithubApp> github, Optional<XeroApp> xero) {

        Vendors {
            sandboxes = Map.copyOf(sandboxes);
        }
    }

    /** On a free port, with hooks that no test floods, and a GitHub App that sends and is asked nothing. */
    static TestSettings plain() {
        var app = new GithubApp(TestServer.APP_WEBHOOKS, Optional.empty(), Optional.empty());
        return new TestSettings(
                freePort(),
                HOOKS_PER_SECOND,
                Front.plain(),
                Optional.empty(),
                new Vendors(Map.of(), Optional.of(app), Optional.empty()));
    }

    TestSettings withPort(int other) {
        return new TestSettings(other, hooksPerSecond, front, kms, vendors);
    }

    TestSettings withHooksPerSecond(int other) {
        return new TestSettings(port, other, front, kms, vendors);
    }

    TestSettings with(Front other) {
        return new TestSettings(port, hooksPerSecond, other, kms, vendors);
    }

    TestSettings withKms(URI endpoint) {
        return new TestSettings(port, hooksPerSecond, front, Optional.of(endpoint), vendors);
    }

    TestSettings with(Vendors other) {
        return new TestSettings(port, hooksPerSecond, front, kms, other);
    }

    /** With a data folder, a master key and a migrated database that are all new. */
    Settings onNewDatabase() {
        Path data = newFolder();
        MasterKey key = MasterKey.create(data.resolve("master.key"));
        URI address = URI.create((front.tls().isPresent() ? "https://localhost:" : "http://127.0.0.1:") + port);
        return new Settings(
                port,
                address,
                address,
                data,
                Optional.of(newDatabase(key, data)),
                data.resolve("master.key"),
                vendors.github(),
                hooksPerSecond,
                front,
                new KeyCustody(data.resolve("keys"), EnumSet.allOf(KeyCustody.Role.class), Optional.empty(), kms),
                vendors.sandboxes(),
                vendors.xero());
    }

    /** For a second server on the database of a running one, with another port and data folder. */
    static Settings beside(Settings running, Path keyFile, KeyCustody custody) {
        int port = freePort();
        URI address = URI.create(running.publicUrl().getScheme() + "://127.0.0.1:" + port);
        return new Settings(
                port,
                address,
                address,
                newFolder(),
                running.database(),
                keyFile,
                running.githubApp(),
                running.hooksPerSecond(),
                running.front(),
                custody,
                running.sandboxes(),
                running.xeroApp());
    }

    /** The same for a process of its own, with the keys of the running one. */
    static Map<String, String> environmentBeside(Settings running) {
        Settings.OutsideDatabase database = running.database().orElseThrow();
        int port = freePort();
        Map<String, String> environment = new HashMap<>(Map.of(
                "MULLION_PORT", Integer.toString(port),
                "MULLION_PUBLIC_URL", "http://127.0.0.1:" + port,
                "MULLION_DATA", running.data().resolve("beside-" + port).toString(),
                "MULLION_MASTER_KEY_FILE", running.masterKeyFile().toString(),
                "MULLION_KEY_STORE", running.custody().store().toString(),
                "MULLION_DATABASE_URL", database.url(),
                "MULLION_DATABASE_USER", database.user(),
                "MULLION_DATABASE_PASSWORD_FILE", database.passwordFile().toString()));
        running.githubApp().ifPresent(app -> environment.putAll(environment(app)));
        running.xeroApp().ifPresent(app -> {
            environment.put("MULLION_XERO_CLIENT_ID", app.clientId());
            environment.put("MULLION_XERO_CLIENT_SECRET_FILE", app.secretFile().toString());
        });
        running.sandboxes()
                .forEach((vendor, at) ->
                        environment.put("MULLION_" + vendor.toUpperCase(Locale.ROOT) + "_BASE_URL", at.toString()));
        return environment;
    }

    private static Map<String, String> environment(GithubApp app) {
        Map<String, String> environment = new HashMap<>();
        environment.put("MULLION_GITHUB_WEBHOOK_SECRET", TestServer.APP_SECRET);
        app.identity().ifPresent(identity -> {
            environment.put("MULLION_GITHUB_APP_ID", Long.toString(identity.id()));
            environment.put("MULLION_GITHUB_APP_KEY_FILE", file(identity.key()));
        });
        app.client().ifPresent(client -> {
            environment.put("MULLION_GITHUB_APP_SLUG", client.slug());
            environment.put("MULLION_GITHUB_CLIENT_ID", client.id());
            environment.put("MULLION_GITHUB_CLIENT_SECRET_FILE", file(client.secret()));
        });
        return environment;
    }

    private static String file(OwnSecret secret) {
        return ((OwnSecret.InFile) secret).path().toString();
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory(Path.of("target").toAbsolutePath(), "server");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a data folder for a test", e);
        }
    }

    private static Settings.OutsideDatabase newDatabase(MasterKey key, Path data) {
        DerivedKey contextKey = KeyRing.found(
                        KeySources.of(FileSource.of(key)), new FolderKeyStore(data.resolve("keys")))
                .installation(KeyLabel.DATABASE_CONTEXT);
        TestPostgres.Database database = MigratedDatabase.create("server", contextKey);
        try {
            Path password = Files.writeString(data.resolve("app.password"), TestTenancy.APP.password());
            return new Settings.OutsideDatabase(
                    database.jdbcUrl(), TestTenancy.APP.user(), password, Optional.empty(), false);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a password for a test", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("this machine has no free port", e);
        }
    }
}

package dev.mullion.cli;

import dev.mullion.connectors.github.KeptApp;
import dev.mullion.identity.PublicAddress;
import dev.mullion.keys.DerivedKey;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.limits.LimitSettings;
import dev.mullion.postgres.AdminPassword;
import dev.mullion.postgres.DatabaseFolder;
import dev.mullion.postgres.EmbeddedPostgres;
import dev.mullion.postgres.FolderState;
import dev.mullion.settings.GithubApp;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.DatabaseAccess;
import dev.mullion.tenancy.DatabaseAccess.Login;
import dev.mullion.tenancy.DatabaseSetup;
import dev.mullion.tenancy.Migrations;
import dev.mullion.trust.TrustSchedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A running Mullion: database, server, in this order; stopped in the reverse one. */
public final class Installation implements AutoCloseable {

    /** The modules that bring tables, in the order of their dependencies. */
    public static final List<String> MODULES =
            List.of("tenancy", "trust", "audit", "identity", "vault", "requests", "telemetry", "connectors", "ingest");

    private static final String DATABASE = "mullion";

    /** Set once by the entry point: the class that Spring starts from lies above every module. */
    static Class<?> application = Installation.class;

    private final Optional<EmbeddedPostgres> postgres;
    private final ConfigurableApplicationContext context;
    private final Settings settings;

    private Installation(
            Optional<EmbeddedPostgres> postgres, ConfigurableApplicationContext context, Settings settings) {
        this.postgres = postgres;
        this.context = context;
        this.settings = settings;
    }

    /** Starts everything, or stops again what was started and says why. */
    public static Installation start(Class<?> application, Settings settings, Clock clock) {
        requireRoom(settings);
        DataFolder.prepare(settings.data());
        InstallationKeys custody = InstallationKeys.of(settings, clock);
        Optional<KeyRing> opening = settings.isEmbedded() ? Optional.of(custody.toOpenTheEmbedded()) : Optional.empty();
        Optional<EmbeddedPostgres> postgres = opening.map(keys -> embedded(settings, keys));
        try {
            DatabaseAccess access = postgres.map(running -> ownDatabase(running, opening.orElseThrow()))
                    .orElseGet(() -> OutsideAccess.of(settings.database().orElseThrow(), MODULES));
            KeyRing keys = settings.isEmbedded() ? custody.kept() : custody.ofOutside(access.url(), access.app());
            Settings complete = withKeptApp(settings, keys);
            Settings listening = complete.port() == 0 ? complete.onPort(freePort()) : complete;
            return new Installation(postgres, serve(application, listening, keys, access, postgres, clock), listening);
        } catch (RuntimeException e) {
            postgres.ifPresent(EmbeddedPostgres::close);
            throw e;
        }
    }

    private static Settings withKeptApp(Settings settings, KeyRing keys) {
        // Who names an App of their own does not depend on what is kept, and need not be able to open it.
        return settings.githubApp().filter(GithubApp::isNamed).isPresent()
                ? settings
                : KeptApp.of(keys)
                        .map(kept -> settings.githubApp()
                                .map(said -> said.orKept(kept))
                                .orElse(kept))
                        .map(settings::with)
                        .orElse(settings);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    /** What it runs with: of a port 0 that was asked for, the port that it listens on. */
    public Settings settings() {
        return settings;
    }

    /** From now on every promise is probed in its turn; what only starts and stops again probes nothing. */
    public void keepChecking() {
        context.getBean(TrustSchedule.class).begin();
    }

    @Override
    public void close() {
        context.close();
        postgres.ifPresent(EmbeddedPostgres::close);
    }

    /**
     * Says what stands in the way before anything is made.
     *
     * @throws CommandFailed when a server works on this folder, or the port is taken
     */
    static void requireRoom(Settings settings) {
        if (new OperatorClient(settings.data()).reaches()) {
            throw new CommandFailed(
                    ExitCode.CONFLICT,
                    "a server is running on " + settings.data() + " already",
                    "stop it first, or choose another folder with --data or MULLION_DATA");
        }
        requireFree(
                new InetSocketAddress(bindAddress(settings.publicUrl()), settings.port()), "--port or MULLION_PORT");
        settings.front().operator().ifPresent(at -> requireFree(at, "MULLION_OPERATOR_PORT"));
    }

    /** Said before anything is made or started; whoever takes the port in between is told of by the server itself. */
    private static void requireFree(InetSocketAddress at, String setting) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(at);
        } catch (IOException e) {
            throw new CommandFailed(
                    ExitCode.CONFLICT,
                    "port " + at.getPort() + " cannot be taken: " + e.getMessage(),
                    "stop what listens there, or choose another with " + setting);
        }
    }

    /** Links and forms carry the address, so the port must be known before the server listens. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("this machine has no free port", e);
        }
    }

    private static EmbeddedPostgres embedded(Settings settings, KeyRing keys) {
        byte[] password = password(keys, KeyLabel.DATABASE_ADMINISTRATOR).getBytes(StandardCharsets.US_ASCII);
        String shelf = System.getProperty("mullion.postgres");
        EmbeddedPostgres.Options options = EmbeddedPostgres.Options.standard();
        return EmbeddedPostgres.start(
                settings.data().resolve("postgres"),
                AdminPassword.copyOf(password),
                shelf == null ? options : options.binariesIn(Path.of(shelf)));
    }

    private static DatabaseAccess ownDatabase(EmbeddedPostgres postgres, KeyRing keys) {
        Login administrator = new Login(EmbeddedPostgres.ADMIN, password(keys, KeyLabel.DATABASE_ADMINISTRATOR));
        Login owner = new Login("mullion_owner", password(keys, KeyLabel.DATABASE_OWNER));
        Login app = new Login("mullion_app", password(keys, KeyLabel.DATABASE_APP));
        createDatabase(postgres.jdbcUrl("postgres"), administrator);
        String url = postgres.jdbcUrl(DATABASE);
        new DatabaseSetup(url, administrator).run(owner, app);
        new Migrations(url, owner, MODULES).run(keys.installation(KeyLabel.DATABASE_CONTEXT));
        return new DatabaseAccess(url, app, false);
    }

    /** How the server signs in to its own database on this PostgreSQL. */
    static DatabaseAccess embeddedAccess(FolderState.Running postgres, KeyRing keys) {
        return new DatabaseAccess(
                postgres.jdbcUrl(DATABASE), new Login("mullion_app", password(keys, KeyLabel.DATABASE_APP)), false);
    }

    private static void createDatabase(String url, Login administrator) {
        try (var connection = DriverManager.getConnection(url, administrator.user(), administrator.password());
                Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
            if (!found.next()) {
                statement.execute("create database " + DATABASE + " template template0");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "the embedded database does not open with this master key (SQLSTATE " + e.getSQLState()
                            + "); use the key that it was made with, or another data folder",
                    e);
        }
    }

    private static String password(KeyRing keys, KeyLabel label) {
        DerivedKey key = keys.installation(label);
        return key.expose(HexFormat.of()::formatHex);
    }

    private static ConfigurableApplicationContext serve(
            Class<?> application,
            Settings settings,
            KeyRing keys,
            DatabaseAccess access,
            Optional<EmbeddedPostgres> postgres,
            Clock clock) {
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.SERVLET)
                .registerShutdownHook(false)
                .properties(Map.of(
                        "server.port", settings.port(),
                        "server.address", bindAddress(settings.publicUrl()),
                        "logging.file.name",
                                settings.data().resolve("mullion.log").toString()))
                .properties(settings.front().tls().map(OwnTls::properties).orElse(Map.of()))
                .initializers(started -> {
                    GenericApplicationContext beans = (GenericApplicationContext) started;
                    beans.registerBean(Settings.class, () -> settings);
                    beans.registerBean(KeyRing.class, () -> keys);
                    beans.registerBean(DatabaseAccess.class, () -> access);
                    beans.registerBean(Clock.class, () -> clock);
                    beans.registerBean(
                            PublicAddress.class, () -> new PublicAddress(settings.publicUrl(), settings.hooksUrl()));
                    beans.registerBean(
                            LimitSettings.class,
                            () -> LimitSettings.standard()
                                    .withHook(LimitSettings.Limit.perSecond(
                                            settings.hooksPerSecond(), 10L * settings.hooksPerSecond())));
                    beans.registerBean(
                            DatabaseFolder.class,
                            () -> new DatabaseFolder(postgres.map(EmbeddedPostgres::dataDirectory)));
                })
                .run();
    }

    /** Without a public address of its own the server talks to this machine alone. */
    private static String bindAddress(URI pages) {
        return "http".equals(pages.getScheme()) ? "127.0.0.1" : "0.0.0.0";
    }
}

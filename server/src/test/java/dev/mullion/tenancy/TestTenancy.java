package dev.mullion.tenancy;

import com.zaxxer.hikari.HikariDataSource;
import dev.mullion.keys.FileSource;
import dev.mullion.keys.FolderKeyStore;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeySources;
import dev.mullion.keys.MasterKey;
import dev.mullion.postgres.TestPostgres;
import dev.mullion.tenancy.DatabaseAccess.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A database of its own with every layer in place, and the module wired as the server wires it. */
public final class TestTenancy implements AutoCloseable {

    public static final List<String> MODULES =
            List.of("tenancy", "trust", "audit", "identity", "vault", "requests", "telemetry", "connectors", "ingest");
    public static final Login OWNER = new Login("mullion_owner", "owner-of-the-test-server");
    public static final Login APP = new Login("mullion_app", "app-of-the-test-server");

    static final String LABELS = "select text from label where workspace_id = :workspace order by text";
    static final String ADD_LABEL = """
            insert into label (workspace_id, kind, external_id, text, as_of)
            values (:workspace, 'repository', :id, :text, now())
            """;

    private static final AtomicInteger SLUGS = new AtomicInteger();

    public final TestPostgres.Database database;
    public final KeyRing keys;
    public final Clock clock;
    public final List<String> missingLayers;
    public final List<Object> events = new ArrayList<>();
    public final GlobalSql global;
    public final TenantSql tenant;
    public final Workspaces workspaces;
    final StatementGuard guard;
    final ContextSigner signer;
    final HikariDataSource globalPool;
    final HikariDataSource tenantPool;
    private final boolean pooled;
    private final String url;
    private @Nullable Pooler pooler;

    private TestTenancy(
            TestPostgres.Database database, String url, boolean pooled, int connections, Clock clock, KeyRing keys) {
        this(database, url, pooled, connections, clock, keys, setUp(database, keys));
    }

    private TestTenancy(
            TestPostgres.Database database,
            String url,
            boolean pooled,
            int connections,
            Clock clock,
            KeyRing keys,
            List<String> missingLayers) {
        this.database = database;
        this.clock = clock;
        this.keys = keys;
        this.pooled = pooled;
        this.url = url;
        this.missingLayers = missingLayers;
        DatabaseAccess access = new DatabaseAccess(url, APP, pooled);
        this.globalPool = new HikariDataSource(TenancyConfiguration.pool("global", access, 3, true));
        this.tenantPool = new HikariDataSource(TenancyConfiguration.pool("tenant", access, connections, false));
        this.global = new GlobalSql(globalPool);
        this.guard = new StatementGuard(new PlanSource(globalPool));
        this.tenant = new TenantSql(new TenantDataSource(guard));
        this.signer = new ContextSigner(keys.installation(KeyLabel.DATABASE_CONTEXT), clock, Duration.ofSeconds(40));
        this.workspaces = workspacesWith(new ConnectionShare(Math.max(1, connections / 2), Duration.ofSeconds(2)));
    }

    private static List<String> setUp(TestPostgres.Database database, KeyRing keys) {
        List<String> missing =
                new DatabaseSetup(database.jdbcUrl(), new Login(database.user(), database.password())).run(OWNER, APP);
        new Migrations(database.jdbcUrl(), OWNER, MODULES).run(keys.installation(KeyLabel.DATABASE_CONTEXT));
        return missing;
    }

    /** The same tenants behind another share of the connections. */
    Workspaces workspacesWith(ConnectionShare share) {
        return new Workspaces(
                new WorkspaceRegistry(global, clock),
                new Door(tenantPool, signer, share, pooled),
                keys,
                clock,
                events::add);
    }

    /** What {@code bin/mullion verify isolation} runs, on this database as it is now. */
    IsolationVerification verification() {
        return verificationWith(tenant, guard);
    }

    IsolationVerification verificationWith(TenantSql otherTenantSql, StatementGuard otherGuard) {
        return TenancyConfiguration.isolationVerification(
                globalPool, signer, clock, workspaces, otherTenantSql, otherGuard);
    }

    /** On a direct connection. */
    public static TestTenancy create() {
        return create(4);
    }

    public static TestTenancy create(int connections) {
        KeyRing keys = newKeys();
        TestPostgres.Database database =
                MigratedDatabase.create("tenancy", keys.installation(KeyLabel.DATABASE_CONTEXT));
        List<String> missing = MigratedDatabase.setUp(database);
        return new TestTenancy(database, database.jdbcUrl(), false, connections, Clock.systemUTC(), keys, missing);
    }

    /** On a database that one of these has set up, in this process or another: as a server that starts again. */
    public static TestTenancy again(TestPostgres.Database database, KeyRing keys) {
        return new TestTenancy(database, database.jdbcUrl(), false, 16, Clock.systemUTC(), keys, List.of());
    }

    /** On a database that is there already; {@code keys} are the ones it was made with. */
    public static TestTenancy on(TestPostgres.Database database, KeyRing keys) {
        return new TestTenancy(database, database.jdbcUrl(), false, 4, Clock.systemUTC(), keys);
    }

    /** Through a transaction-mode pooler at {@code url}. */
    static TestTenancy through(TestPostgres.Database database, String url, int connections) {
        return new TestTenancy(database, url, true, connections, Clock.systemUTC(), newKeys());
    }

    /** Through a pooler that ends with this. */
    static TestTenancy behind(Pooler pooler, TestPostgres.Database database) {
        TestTenancy tenancy = through(database, pooler.urlOf(database), 4);
        tenancy.pooler = pooler;
        return tenancy;
    }

    public static KeyRing newKeys() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "key");
            KeySources sources = KeySources.of(FileSource.of(MasterKey.create(folder.resolve("master.key"))));
            return KeyRing.found(sources, new FolderKeyStore(folder.resolve("keys")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a key for a test", e);
        }
    }

    public Workspace newWorkspace() {
        return workspaces.create(
                new Slug("test-" + SLUGS.incrementAndGet()), "A test's workspace", Workspace.Kind.CUSTOMER);
    }

    /** A raw connection, as an attacker with injected SQL has it; the app role's goes the way the server's does. */
    public Connection connectAs(Login login) throws SQLException {
        String address = login.equals(APP) ? url + (pooled ? "?prepareThreshold=0" : "") : database.jdbcUrl();
        return DriverManager.getConnection(address, login.user(), login.password());
    }

    /** Runs one statement as {@code login}, committed at once. */
    public void execute(Login login, String sql) {
        try (Connection connection = connectAs(login);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("as " + login + ": " + e.getMessage(), e);
        }
    }

    /** The valid context of a workspace for whoever has the connection. */
    String tokenFor(WorkspaceId workspace, Connection connection) throws SQLException {
        return signer.sign(workspace, BareConnections.backend(connection));
    }

    /** One label in a workspace, put there through the door. */
    void addLabel(WorkspaceId workspace, long id, String text) {
        workspaces.within(
                workspace,
                () -> tenant.sql(ADD_LABEL).param("id", id).param("text", text).update());
    }

    /** The texts of a workspace's labels through the door, sorted. */
    List<String> labels(WorkspaceId workspace) {
        return workspaces.within(
                workspace, () -> tenant.sql(LABELS).query(String.class).list());
    }

    /** A statement with names as it reaches the guard, with question marks. */
    static String positional(String sql) {
        return sql.replaceAll("(?<!:):[a-z]+", "?");
    }

    public Login administrator() {
        return new Login(database.user(), database.password());
    }

    @Override
    public void close() {
        tenantPool.close();
        globalPool.close();
        if (pooler != null) {
            try {
                pooler.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the pooler's files could not be removed", e);
            }
        }
    }
}

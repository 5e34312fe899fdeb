package dev.mullion.tenancy;

import com.zaxxer.hikari.HikariDataSource;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
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

/** A database of its own with every layer in place, and the module wired as the server wires it. */
public final class TestTenancy implements AutoCloseable {

    public static final List<String> MODULES =
            List.of("tenancy", "audit", "identity", "telemetry", "connectors", "ingest");
    public static final Login OWNER = new Login("mullion_owner", "owner-of-the-test-server");
    public static final Login APP = new Login("mullion_app", "app-of-the-test-server");

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
    private final HikariDataSource globalPool;
    private final HikariDataSource tenantPool;

    private TestTenancy(
            TestPostgres.Database database, String url, boolean pooled, int connections, Clock clock, KeyRing keys) {
        this.database = database;
        this.clock = clock;
        this.keys = keys;
        this.missingLayers =
                new DatabaseSetup(database.jdbcUrl(), new Login(database.user(), database.password())).run(OWNER, APP);
        new Migrations(database.jdbcUrl(), OWNER, MODULES).run(keys.installation(KeyLabel.DATABASE_CONTEXT));
        DatabaseAccess access = new DatabaseAccess(url, APP, pooled);
        this.globalPool = new HikariDataSource(TenancyConfiguration.pool("global", access, 3, true));
        this.tenantPool = new HikariDataSource(TenancyConfiguration.pool("tenant", access, connections, false));
        this.global = new GlobalSql(globalPool);
        this.guard = new StatementGuard(new PlanSource(globalPool));
        this.tenant = new TenantSql(new TenantDataSource(guard));
        this.signer = new ContextSigner(keys.installation(KeyLabel.DATABASE_CONTEXT), clock, Duration.ofSeconds(40));
        Door door = new Door(
                tenantPool, signer, new ConnectionShare(Math.max(1, connections / 2), Duration.ofSeconds(2)), pooled);
        this.workspaces = new Workspaces(new WorkspaceRegistry(global), door, clock, events::add);
    }

    /** On a direct connection. */
    public static TestTenancy create() {
        return create(4);
    }

    public static TestTenancy create(int connections) {
        TestPostgres.Database database = TestPostgres.createDatabase("tenancy");
        return new TestTenancy(database, database.jdbcUrl(), false, connections, Clock.systemUTC(), newKeys());
    }

    /** Through a transaction-mode pooler at {@code url}. */
    static TestTenancy through(TestPostgres.Database database, String url, int connections) {
        return new TestTenancy(database, url, true, connections, Clock.systemUTC(), newKeys());
    }

    public static KeyRing newKeys() {
        try {
            Path folder = Files.createTempDirectory(Path.of("target"), "key");
            KeyRing keys = new KeyRing(MasterKey.create(folder.resolve("master.key")));
            Files.delete(folder.resolve("master.key"));
            Files.delete(folder);
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a key for a test", e);
        }
    }

    public Workspace newWorkspace() {
        return workspaces.create(
                new Slug("test-" + SLUGS.incrementAndGet()), "A test's workspace", Workspace.Kind.CUSTOMER);
    }

    /** A raw connection, as an attacker with injected SQL has it. */
    public Connection connectAs(Login login) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), login.user(), login.password());
    }

    public Login administrator() {
        return new Login(database.user(), database.password());
    }

    @Override
    public void close() {
        tenantPool.close();
        globalPool.close();
    }
}

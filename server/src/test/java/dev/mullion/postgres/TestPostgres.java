package dev.mullion.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one PostgreSQL of a test run: started at first use, stopped and deleted when the JVM ends. Each test class takes
 * a database of its own. Roles belong to the whole server: a test that makes some must expect those of another.
 */
public final class TestPostgres {

    /** Where the programs are unpacked, for every folder that tests start a server in. */
    public static final Path BINARIES = Path.of("target", "postgres-binaries").toAbsolutePath();

    private static final Path FOLDERS = Path.of("target", "test-postgres").toAbsolutePath();
    private static final String PASSWORD = "of-the-test-server-alone";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /** A database and its administrator, who may do everything on the server. */
    public record Database(String name, String jdbcUrl, String user, String password) {}

    /** A fresh, empty database whose name starts with the prefix: lower-case letters, digits and underscores. */
    public static Database createDatabase(String prefix) {
        return create(prefix, "template0");
    }

    /** A copy of one that nobody is connected to. */
    public static Database copy(Database original, String prefix) {
        return create(prefix, original.name());
    }

    private static Database create(String prefix, String template) {
        if (!prefix.matches("[a-z][a-z0-9_]{0,40}")) {
            throw new IllegalArgumentException("not a prefix for a database: " + prefix);
        }
        String name = prefix + "_" + DATABASES.incrementAndGet();
        String admin = server().jdbcUrl("postgres");
        try (var connection = DriverManager.getConnection(admin, EmbeddedPostgres.ADMIN, PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + " template " + template);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create the database " + name, e);
        }
        return new Database(name, server().jdbcUrl(name), EmbeddedPostgres.ADMIN, PASSWORD);
    }

    /** Takes a database away from everybody, or gives it back. */
    public static void allowConnections(String jdbcUrl, boolean allowed) throws SQLException {
        String name = jdbcUrl.substring(jdbcUrl.lastIndexOf('/') + 1).replaceAll("\\?.*", "");
        try (var connection =
                        DriverManager.getConnection(server().jdbcUrl("postgres"), EmbeddedPostgres.ADMIN, PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute("alter database " + name + " allow_connections " + allowed);
            if (!allowed) {
                statement.execute(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
            }
        }
    }

    /** A connection of the administrator's, who sees every row, past the door. */
    public static Connection administrator(String jdbcUrl) throws SQLException {
        return DriverManager.getConnection(jdbcUrl, EmbeddedPostgres.ADMIN, PASSWORD);
    }

    /** The server itself, for tests that search its folder. Nobody may close it. */
    public static EmbeddedPostgres server() {
        return Running.SERVER;
    }

    private static final class Running {

        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                deleteFoldersOfEndedRuns();
                Path folder =
                        FOLDERS.resolve(Long.toString(ProcessHandle.current().pid()));
                var password = AdminPassword.copyOf(PASSWORD.getBytes(StandardCharsets.US_ASCII));
                var options =
                        EmbeddedPostgres.Options.standard().binariesIn(BINARIES).withoutDurability();
                var server = EmbeddedPostgres.start(folder, password, options);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, folder), "end of the test server"));
                lettingTheServerHash(server, folder);
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot prepare " + FOLDERS, e);
            }
        }

        /**
         * Thousands of connections are opened here: who asks for the password itself does the 4,096 rounds of SCRAM in
         * C, where a client does them in a JVM that is young.
         */
        private static void lettingTheServerHash(EmbeddedPostgres server, Path folder) throws IOException {
            Path clients = folder.resolve("data/pg_hba.conf");
            Files.writeString(clients, Files.readString(clients).replace("scram-sha-256", "password"));
            try (var connection = administrator(server.jdbcUrl("postgres"));
                    var statement = connection.createStatement()) {
                statement.execute("select pg_reload_conf()");
            } catch (SQLException e) {
                throw new IllegalStateException("cannot read " + clients + " again", e);
            }
        }

        private static void end(EmbeddedPostgres server, Path folder) {
            server.close();
            try {
                Folders.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete " + folder, e);
            }
        }

        /** A killed run could not delete its own. */
        private static void deleteFoldersOfEndedRuns() throws IOException {
            Files.createDirectories(FOLDERS);
            try (var folders = Files.list(FOLDERS)) {
                for (Path folder : folders.toList()) {
                    long pid = Long.parseLong(folder.getFileName().toString());
                    if (ProcessHandle.of(pid).isEmpty()) {
                        Folders.delete(folder);
                    }
                }
            }
        }
    }
}

package dev.mullion.postgres;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** Starts servers the way the tests of this package do, and talks to them. */
final class Servers {

    static final String PASSWORD = "correct-horse-battery";

    static final EmbeddedPostgres.Options OPTIONS =
            EmbeddedPostgres.Options.standard().binariesIn(TestPostgres.BINARIES);

    private Servers() {}

    static AdminPassword password() {
        return AdminPassword.copyOf(PASSWORD.getBytes(StandardCharsets.US_ASCII));
    }

    static EmbeddedPostgres start(Path folder) {
        return EmbeddedPostgres.start(folder, password(), OPTIONS);
    }

    static Connection connect(EmbeddedPostgres server, String password) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl("postgres"), EmbeddedPostgres.ADMIN, password);
    }

    static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (var connection = connect(server, PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String ask(EmbeddedPostgres server, String sql) throws SQLException {
        try (var connection = connect(server, PASSWORD);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    static ProcessHandle process(long pid) {
        return ProcessHandle.of(pid).orElseThrow();
    }

    static void awaitEnd(ProcessHandle process) {
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
}

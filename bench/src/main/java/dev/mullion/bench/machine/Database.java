package dev.mullion.bench.machine;

import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.postgres.AdminPassword;
import dev.mullion.postgres.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** The one PostgreSQL of a run, durable, with the settings that Mullion gives its own; for every contender the same. */
public final class Database {

    private final EmbeddedPostgres postgres;
    private final String password;

    private Database(EmbeddedPostgres postgres, String password) {
        this.postgres = postgres;
        this.password = password;
    }

    public static Database start(Workbench bench) {
        String password = UUID.randomUUID().toString();
        EmbeddedPostgres postgres = EmbeddedPostgres.start(
                bench.folder().resolve("postgres"),
                AdminPassword.copyOf(password.getBytes(StandardCharsets.US_ASCII)),
                EmbeddedPostgres.Options.standard().binariesIn(bench.root().resolve("bench/target/postgres")));
        bench.onClose(postgres::close);
        return new Database(postgres, password);
    }

    public long pid() {
        return postgres.pid();
    }

    public int port() {
        return postgres.port();
    }

    public String administrator() {
        return EmbeddedPostgres.ADMIN;
    }

    public String password() {
        return password;
    }

    public String url(String database) {
        return postgres.jdbcUrl(database);
    }

    /** As the superuser, past row security. */
    public Connection administer(String database) throws SQLException {
        return DriverManager.getConnection(url(database), administrator(), password);
    }

    public void execute(String database, String... statements) {
        try (Connection connection = administer(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new BenchmarkFailed("the benchmark's database refused a statement: " + e.getMessage(), e);
        }
    }

    /** The one number that a query answers. */
    public long number(String database, String sql) {
        return Long.parseLong(text(database, sql));
    }

    /** The one value that a query answers, as text. */
    public String text(String database, String sql) {
        try (Connection connection = administer(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new BenchmarkFailed("the benchmark's database refused a query: " + e.getMessage(), e);
        }
    }

    public String version() {
        try (Connection connection = administer("postgres")) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new BenchmarkFailed("the benchmark's database does not answer: " + e.getMessage(), e);
        }
    }
}

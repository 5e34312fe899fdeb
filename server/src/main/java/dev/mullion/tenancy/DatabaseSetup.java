package dev.mullion.tenancy;

import dev.mullion.tenancy.DatabaseAccess.Login;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.PGConnection;

/**
 * What an administrator does once on a PostgreSQL: roles, schemas, the context function, the schema rules and, where
 * the service has a superuser, the event trigger and the revokes. Running it again changes nothing.
 */
public final class DatabaseSetup {

    private static final List<String> FOR_THE_CLUSTER = List.of("1_roles");
    private static final List<String> FOR_THE_DATABASE = List.of("3_schemas", "4_rules");
    private static final List<String> FOR_A_SUPERUSER = List.of("2_superuser", "5_event_trigger");

    /** Splits ahead of the marker, so that each block begins with the comment that names it. */
    private static final Pattern BLOCK = Pattern.compile("(?m)^(?=-- block: )");

    private final String url;
    private final Login administrator;

    /** @param url a JDBC address of Mullion's own database, which exists */
    public DatabaseSetup(String url, Login administrator) {
        this.url = url;
        this.administrator = administrator;
    }

    /** The whole script, for an administrator who would rather read it and run it by hand. */
    public static String script() {
        return String.join(
                "\n",
                read("1_roles"),
                read("2_superuser"),
                read("3_schemas"),
                read("4_rules"),
                read("5_event_trigger"));
    }

    /**
     * Carries it out.
     *
     * @return the layers that this service does not allow, one sentence each; empty is what one wants
     */
    public List<String> run(Login owner, Login app) {
        try (Connection connection = connect(url, administrator)) {
            requireVersion(connection);
            connection.setAutoCommit(false);
            for (String part : FOR_THE_CLUSTER) {
                execute(connection, read(part));
            }
            setPassword(connection, owner);
            setPassword(connection, app);
            for (String part : FOR_THE_DATABASE) {
                execute(connection, read(part));
            }
            connection.commit();
            return asSuperuser(connection);
        } catch (SQLException e) {
            throw new DatabaseSetupFailed(
                    "the database could not be set up as " + administrator.user() + " (SQLSTATE " + e.getSQLState()
                            + "): " + e.getMessage(),
                    e);
        }
    }

    private static List<String> asSuperuser(Connection connection) throws SQLException {
        List<String> missing = new ArrayList<>();
        for (String part : FOR_A_SUPERUSER) {
            for (String block : BLOCK.splitAsStream(read(part)).toList()) {
                try {
                    execute(connection, block);
                    connection.commit();
                } catch (SQLException e) {
                    connection.rollback();
                    missing.add(block.lines().findFirst().orElse(part) + " (SQLSTATE " + e.getSQLState() + ")");
                }
            }
        }
        return missing;
    }

    /** The driver hashes the password (SCRAM) before it travels, so that no log of the server ever sees it. */
    private static void setPassword(Connection connection, Login login) throws SQLException {
        connection
                .unwrap(PGConnection.class)
                .alterUserPassword(login.user(), login.password().toCharArray(), "scram-sha-256");
    }

    private static void requireVersion(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < 16) {
            throw new DatabaseSetupFailed(
                    "PostgreSQL 16 or newer is needed (the statement guard asks for generic plans), this one is "
                            + version + "; use a newer server, or none at all: bin/mullion serve then brings its own",
                    null);
        }
    }

    static Connection connect(String url, Login login) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password());
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection(url, properties);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String read(String part) {
        try (InputStream script = DatabaseSetup.class.getResourceAsStream("/db/init/" + part + ".sql")) {
            if (script == null) {
                throw new IllegalStateException("the set-up script " + part + " is missing from the jar");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the set-up script " + part + " cannot be read", e);
        }
    }
}

package dev.mullion.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * The app role's connection as somebody with injected SQL would have it: around the door and the guard. For the probes
 * of {@link IsolationVerification} alone; every use is one transaction that is rolled back.
 */
final class BareConnections {

    private final DataSource source;

    BareConnections(DataSource source) {
        this.source = source;
    }

    /** What an attempt came to: rows read or changed, or the error that the server answered. */
    record Attempt(long rows, @Nullable String state) {

        boolean reached() {
            return rows > 0;
        }

        @Override
        public String toString() {
            return state == null ? rows + " rows" : "refused with " + state;
        }
    }

    /** Makes the context once the backend is known, as the door does. */
    @FunctionalInterface
    interface Context {
        String on(int backend);
    }

    @FunctionalInterface
    interface Use<T> {
        T of(Connection connection) throws SQLException;
    }

    Attempt attempt(@Nullable Context context, String sql, UUID... values) {
        return use(connection -> {
            carry(connection, context);
            return attemptOn(connection, sql, values);
        });
    }

    /** One transaction that is rolled back at the end, whatever it did. */
    <T> T use(Use<T> use) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                return use.of(connection);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new UncategorizedSQLException("probe", null, e);
        }
    }

    static void carry(Connection connection, @Nullable Context context) throws SQLException {
        if (context != null) {
            carry(connection, context.on(backend(connection)));
        }
    }

    static void carry(Connection connection, String token) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("select set_config('mullion.context', ?, true)")) {
            set.setString(1, token);
            set.execute();
        }
    }

    static int backend(Connection connection) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement("select pg_backend_pid()");
                ResultSet row = ask.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    static Attempt attemptOn(Connection connection, String sql, UUID... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            if (!statement.execute()) {
                return new Attempt(statement.getLargeUpdateCount(), null);
            }
            long rows = 0;
            try (ResultSet found = statement.getResultSet()) {
                while (found.next()) {
                    rows++;
                }
            }
            return new Attempt(rows, null);
        } catch (SQLException e) {
            if (e.getSQLState() == null || e.getSQLState().startsWith("08")) {
                throw e;
            }
            return new Attempt(0, e.getSQLState());
        }
    }
}

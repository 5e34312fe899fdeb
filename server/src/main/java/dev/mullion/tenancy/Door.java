package dev.mullion.tenancy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/**
 * Binds workspace, connection and thread for the length of one transaction. No Spring transaction manager has a part in
 * it.
 */
final class Door {

    private static final SQLStateSQLExceptionTranslator BY_STATE = new SQLStateSQLExceptionTranslator();

    private final HikariDataSource pool;
    private final ContextSigner signer;
    private final ConnectionShare share;
    private final boolean pooled;

    /**
     * @param pooled whether a transaction-mode pooler stands between: then the backend is known only inside the
     *     transaction
     */
    Door(HikariDataSource pool, ContextSigner signer, ConnectionShare share, boolean pooled) {
        this.pool = pool;
        this.signer = signer;
        this.share = share;
        this.pooled = pooled;
    }

    <T, X extends Throwable> T open(WorkspaceId workspace, Plans plans, Workspaces.Work<T, X> work) throws X {
        List<Runnable> afterwards;
        T result;
        try (var _ = share.take(workspace)) {
            Connection connection = borrow();
            try {
                int backend = backend(connection);
                Lease lease = new Lease(connection, workspace, plans, known -> signer.sign(known, backend));
                try {
                    result = ScopedValue.where(Lease.CURRENT, lease).call(() -> {
                        T done = work.run();
                        lease.settle();
                        return done;
                    });
                    commit(connection);
                } finally {
                    afterwards = lease.close();
                }
            } finally {
                giveBack(connection);
            }
        }
        afterwards.forEach(Runnable::run);
        return result;
    }

    private Connection borrow() {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("no database connection is free or the database is away", e);
        }
    }

    private int backend(Connection connection) {
        try {
            return pooled
                    ? askBackend(connection)
                    : connection.unwrap(PGConnection.class).getBackendPID();
        } catch (SQLException e) {
            throw failure("open the door", e);
        }
    }

    private static int askBackend(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select pg_backend_pid()");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Told apart by its SQLSTATE: whether the database went away decides who may try again. */
    static DataAccessException failure(String task, SQLException e) {
        DataAccessException translated = BY_STATE.translate(task, null, e);
        return translated == null ? new UncategorizedSQLException(task, null, e) : translated;
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw failure("commit", e);
        }
    }

    /**
     * Rolls back what was not committed; a connection that cannot even do that is closed for good, never lent again.
     */
    private void giveBack(Connection connection) {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            pool.evictConnection(connection);
        }
    }
}

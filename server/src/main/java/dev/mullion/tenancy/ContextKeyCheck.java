package dev.mullion.tenancy;

import dev.mullion.keys.DerivedKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** Asks a database whether it was set up with these keys. Reads nothing and changes nothing. */
public final class ContextKeyCheck {

    /** Nobody's workspace. */
    private static final UUID PROBE = new UUID(0, 1);

    private ContextKeyCheck() {}

    /** Whether the database takes a context that {@code key} signed. */
    public static boolean holds(String url, DatabaseAccess.Login login, DerivedKey key, Clock clock) {
        ContextSigner signer = new ContextSigner(key, clock, Duration.ofSeconds(40));
        try (Connection connection = DatabaseSetup.connect(url, login)) {
            connection.setAutoCommit(false);
            BareConnections.carry(connection, backend -> signer.sign(new WorkspaceId(PROBE), backend));
            try (PreparedStatement ask = connection.prepareStatement("select mullion.workspace()");
                    ResultSet row = ask.executeQuery()) {
                return row.next() && PROBE.equals(row.getObject(1, UUID.class));
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new DatabaseSetupFailed(
                    "the database could not be asked whether these keys are its own (SQLSTATE " + e.getSQLState() + ")",
                    e);
        }
    }
}

package dev.mullion.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A raw connection of the app role: what an attacker has who got all of a statement's text into his hands. */
final class InjectedSql implements AutoCloseable {

    private final TestTenancy tenancy;
    private final Connection connection;

    private InjectedSql(TestTenancy tenancy, Connection connection) {
        this.tenancy = tenancy;
        this.connection = connection;
    }

    /** In a transaction without a context. */
    static InjectedSql in(TestTenancy tenancy) throws SQLException {
        Connection connection = tenancy.connectAs(TestTenancy.APP);
        connection.setAutoCommit(false);
        return new InjectedSql(tenancy, connection);
    }

    /** In a transaction that the door opened for {@code workspace}. */
    static InjectedSql in(TestTenancy tenancy, WorkspaceId workspace) throws SQLException {
        InjectedSql sql = in(tenancy);
        sql.carry(workspace);
        return sql;
    }

    Connection connection() {
        return connection;
    }

    void carry(WorkspaceId workspace) throws SQLException {
        BareConnections.carry(connection, tenancy.tokenFor(workspace, connection));
    }

    /** What the statement shows, one text a row, or {@code [SQLSTATE]}; the transaction goes on either way. */
    List<String> tried(String sql) throws SQLException {
        var before = connection.setSavepoint();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<String> shown = new ArrayList<>();
            if (statement.execute()) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        shown.add(rows.getString(1));
                    }
                }
            } else {
                shown.add(statement.getUpdateCount() + " rows");
            }
            return shown;
        } catch (SQLException e) {
            connection.rollback(before);
            return List.of(String.valueOf(e.getSQLState()));
        }
    }

    /** The error's own words, or {@code none}. */
    String errorOf(String sql) throws SQLException {
        var before = connection.setSavepoint();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
            connection.rollback(before);
            return "none";
        } catch (SQLException e) {
            connection.rollback(before);
            return e.getSQLState() + " " + e.getMessage();
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}

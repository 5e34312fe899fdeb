package dev.mullion.tenancy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Lends the connection of the door that this thread is inside of. Outside a door there is none to be had. */
final class TenantDataSource extends AbstractDataSource {

    private final StatementGuard guard;

    TenantDataSource(StatementGuard guard) {
        this.guard = guard;
    }

    @Override
    public Connection getConnection() {
        if (!Lease.CURRENT.isBound()) {
            throw new NoWorkspaceBound("tenant data was asked for without a workspace");
        }
        Lease lease = Lease.CURRENT.get();
        lease.requireOwner();
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new LeasedConnection(lease, guard));
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the door decides who connects");
    }
}

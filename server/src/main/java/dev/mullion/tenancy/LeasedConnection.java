package dev.mullion.tenancy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLFeatureNotSupportedException;
import org.jspecify.annotations.Nullable;

/**
 * The view of the bound connection that work inside the door gets: it can prepare statements and nothing else. Commit,
 * rollback and closing are the door's; plain statements, calls and unwrapping would go around the guard.
 */
final class LeasedConnection implements InvocationHandler {

    private final Lease lease;
    private final StatementGuard guard;

    LeasedConnection(Lease lease, StatementGuard guard) {
        this.lease = lease;
        this.guard = guard;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        lease.requireOwner();
        return switch (method.getName()) {
            case "close" -> null;
            case "isClosed", "getAutoCommit", "isReadOnly" -> false;
            case "getWarnings", "clearWarnings" -> null;
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "the connection of a workspace";
            case "createArrayOf" -> call(method, arguments);
            case "getMetaData" -> metaData((Connection) proxy);
            case "prepareStatement" -> prepare((Connection) proxy, arguments);
            default ->
                throw new SQLFeatureNotSupportedException(
                        "Connection." + method.getName() + " is not for work inside the door");
        };
    }

    private Object prepare(Connection proxy, Object @Nullable [] arguments) throws Throwable {
        if (arguments == null || arguments.length != 1) {
            throw new SQLFeatureNotSupportedException("prepare tenant statements by their text alone");
        }
        String sql = (String) arguments[0];
        StatementGuard.Allowed allowed = guard.allow(sql, lease.plans());
        boolean withContext = !lease.contextSent();
        // One constant text with what follows: the server prepares both, and one round trip carries both.
        PreparedStatement statement = lease.connection().prepareStatement(withContext ? lease.opening() + sql : sql);
        return Proxy.newProxyInstance(
                PreparedStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                new LeasedStatement(lease, proxy, statement, allowed, withContext));
    }

    /** Drivers' names are asked for by Spring; the way back to the raw connection is not given. */
    private DatabaseMetaData metaData(Connection proxy) throws java.sql.SQLException {
        DatabaseMetaData real = lease.connection().getMetaData();
        return (DatabaseMetaData) Proxy.newProxyInstance(
                DatabaseMetaData.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                (_, method, arguments) -> {
                    if (method.getReturnType() == String.class || method.getReturnType() == int.class) {
                        return method.invoke(real, arguments);
                    }
                    if (method.getName().equals("getConnection")) {
                        return proxy;
                    }
                    throw new SQLFeatureNotSupportedException(
                            "DatabaseMetaData." + method.getName() + " is not for work inside the door");
                });
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(lease.connection(), arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}

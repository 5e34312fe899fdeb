package dev.mullion.tenancy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A prepared statement behind the guard: it remembers what was bound to the workspace predicates and compares it with
 * the bound workspace before anything is sent. The first statement of a transaction carries the context ahead of
 * itself.
 */
final class LeasedStatement implements InvocationHandler {

    private final Lease lease;
    private final Connection connection;
    private final PreparedStatement statement;
    private final StatementGuard.Allowed allowed;
    private final boolean withContext;
    private final @Nullable Object[] predicates;

    LeasedStatement(
            Lease lease,
            Connection connection,
            PreparedStatement statement,
            StatementGuard.Allowed allowed,
            boolean withContext) {
        this.lease = lease;
        this.connection = connection;
        this.statement = statement;
        this.allowed = allowed;
        this.withContext = withContext;
        this.predicates = new Object[allowed.workspaceParameters().size()];
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getName();
        if (name.equals("close")) {
            statement.close();
            return null;
        }
        lease.requireOwner();
        if (name.startsWith("set") && arguments != null && arguments.length >= 2) {
            return bind(method, arguments);
        }
        return switch (name) {
            case "executeQuery" -> executeQuery();
            case "executeUpdate" -> (int) executeUpdate();
            case "executeLargeUpdate" -> executeUpdate();
            case "getConnection" -> connection;
            case "isClosed", "getWarnings", "setFetchSize", "setMaxRows", "setQueryTimeout" -> call(method, arguments);
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "a statement of a workspace";
            default ->
                throw new SQLFeatureNotSupportedException(
                        "PreparedStatement." + name + " is not for work inside the door");
        };
    }

    private @Nullable Object bind(Method method, Object[] arguments) throws Throwable {
        int index = (Integer) arguments[0];
        int predicate = allowed.workspaceParameters().indexOf(index);
        Object value = arguments[1];
        if (predicate >= 0) {
            predicates[predicate] = null;
        }
        if (withContext) {
            arguments[0] = index + 1;
        }
        Object answer = call(method, arguments);
        // Only what the driver took counts: after a refused value it still holds the one before.
        if (predicate >= 0) {
            predicates[predicate] = value;
        }
        return answer;
    }

    private ResultSet executeQuery() throws SQLException {
        execute();
        ResultSet rows = statement.getResultSet();
        if (rows == null) {
            throw new SQLException("the statement returned no rows where a query was expected");
        }
        return rows;
    }

    private long executeUpdate() throws SQLException {
        execute();
        return Math.max(0, statement.getLargeUpdateCount());
    }

    private void execute() throws SQLException {
        requireOwnWorkspace();
        if (withContext) {
            lease.bindContext(statement);
            statement.execute();
            lease.contextTravels();
            statement.getMoreResults();
        } else {
            sendContextIfNeeded();
            statement.execute();
        }
    }

    private void requireOwnWorkspace() {
        UUID own = lease.workspace().value();
        for (Object bound : predicates) {
            if (!own.equals(bound)) {
                throw new WorkspaceMismatch("a statement's workspace parameter is not the bound workspace");
            }
        }
    }

    /** A statement that was prepared later may run first: then the context goes ahead alone. */
    private void sendContextIfNeeded() throws SQLException {
        if (!lease.contextSent()) {
            try (PreparedStatement context = lease.connection().prepareStatement(lease.opening())) {
                lease.bindContext(context);
                context.execute();
            }
            lease.contextTravels();
        }
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(statement, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}

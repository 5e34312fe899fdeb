package dev.mullion.tenancy;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether a tenant could be served now: the database answers, and takes a context that this process signs. */
public final class Readiness {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Nobody's. Its context is asked for and never used to read anything. */
    private static final UUID PROBE = new UUID(0, 1);

    private final BareConnections connections;
    private final ContextSigner signer;

    Readiness(BareConnections connections, ContextSigner signer) {
        this.connections = connections;
        this.signer = signer;
    }

    /** Answers within a second, whatever the database does. */
    public boolean holds() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("readiness").start(() -> {
            try {
                answer.complete(asks());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean asks() {
        return connections.use(connection -> {
            BareConnections.carry(connection, backend -> signer.sign(new WorkspaceId(PROBE), backend));
            try (PreparedStatement ask = connection.prepareStatement("select mullion.workspace()");
                    ResultSet row = ask.executeQuery()) {
                return row.next() && PROBE.equals(row.getObject(1, UUID.class));
            } catch (SQLException e) {
                return false;
            }
        });
    }
}

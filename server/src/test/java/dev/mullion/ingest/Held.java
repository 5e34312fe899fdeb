package dev.mullion.ingest;

import dev.mullion.TestServer;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A connection's row, locked by another transaction until this is closed: whatever is written for it waits. */
final class Held implements AutoCloseable {

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final Thread holder;

    private Held(TestServer server, WorkspaceId workspace, ConnectionId connection) {
        this.holder = Thread.ofVirtual()
                .start(() -> server.bean(Workspaces.class).within(workspace, () -> {
                    server.bean(Connections.class).hold(List.of(connection));
                    inside.countDown();
                    awaitQuietly(letGo);
                    return true;
                }));
    }

    static Held of(Intake intake, ConnectionId connection) {
        Held held = new Held(intake.server, intake.workspace.id(), connection);
        awaitQuietly(held.inside);
        return held;
    }

    @Override
    public void close() {
        letGo.countDown();
        try {
            holder.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a test", e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a test", e);
        }
    }
}

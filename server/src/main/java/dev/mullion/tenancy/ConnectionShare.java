package dev.mullion.tenancy;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Gives each workspace a share of the connections, so that one tenant's flood leaves the others theirs. */
final class ConnectionShare {

    private final int share;
    private final Duration patience;
    private final ConcurrentHashMap<WorkspaceId, Semaphore> shares = new ConcurrentHashMap<>();

    ConnectionShare(int share, Duration patience) {
        this.share = share;
        this.patience = patience;
    }

    /** Waits a moment for a place; the place is free again when the answer is closed. */
    Place take(WorkspaceId workspace) {
        Semaphore permits = shares.computeIfAbsent(workspace, _ -> new Semaphore(share));
        try {
            if (permits.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return permits::release;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new WorkspaceUnavailable(
                WorkspaceUnavailable.Reason.BUSY,
                "this workspace has " + share + " transactions under way; try again in a second");
    }

    /** A place among the transactions of one workspace. */
    @FunctionalInterface
    interface Place extends AutoCloseable {
        @Override
        void close();
    }
}

package dev.mullion.ingest.sync;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.HeldKeys;
import dev.mullion.connectors.KeyTries;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.ingest.sync.TriedKeys.Begun;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.BoxRefused;
import dev.mullion.vault.SecretAdmitted;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tries keys that were pasted for connections whose key works, on a server that may open them. What the vendor accepts
 * takes the place; what it refuses is deleted, and the one before works on. Safe to share between threads.
 */
@Component
class NextKeys implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(NextKeys.class);

    /** A try mostly waits for its vendor, and is inside a door only before and after that. */
    private static final int AT_ONCE = 4;

    private final Workspaces workspaces;
    private final KeyTries tries;
    private final TriedKeys keys;
    private final Syncs syncs;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofVirtual().name("next-key-", 0).factory());
    private final Set<ConnectionId> waiting = ConcurrentHashMap.newKeySet();

    NextKeys(Workspaces workspaces, KeyTries tries, TriedKeys keys, Syncs syncs) {
        this.workspaces = workspaces;
        this.tries = tries;
        this.keys = keys;
        this.syncs = syncs;
    }

    /** Somebody waits to see whether the key that they pasted does. */
    @EventListener
    void isHere(SecretAdmitted admitted) {
        if (syncs.isReady() && admitted.ref().field().equals(KeyTries.FIELD)) {
            begin(admitted.workspace(), new ConnectionId(admitted.ref().owner()));
        }
    }

    /** The key from before is tried on, and whoever waits for it waits no longer than they would have. */
    @EventListener
    void isNone(BoxRefused refused) {
        if (syncs.isReady() && TriedKeys.isKey(refused.ref())) {
            ConnectionId connection = new ConnectionId(refused.ref().owner());
            Workspaces.afterCommit(() -> run(() -> guarded(connection, () -> {
                workspaces.within(refused.workspace(), () -> {
                    keys.afterUnopened(connection);
                    return true;
                });
                tryIt(refused.workspace(), connection);
            })));
        }
    }

    /** Looks alone: the thread of the clock is one for everything that happens by it, and waits for no vendor. */
    @Scheduled(fixedDelay = 60_000, initialDelay = 55_000)
    void round() {
        if (syncs.isReady()) {
            workspaces.list().stream()
                    .filter(workspace -> workspace.state() == Workspace.State.ACTIVE)
                    .map(Workspace::id)
                    .forEach(workspace -> due(workspace).forEach(connection -> begin(workspace, connection)));
        }
    }

    private List<ConnectionId> due(WorkspaceId workspace) {
        try {
            return workspaces.within(workspace, tries::due);
        } catch (DataAccessException | WorkspaceUnavailable e) {
            LOG.warn(
                    "The keys of {} that wait for a try could not be looked at: {}",
                    workspace,
                    e.getClass().getSimpleName());
            return List.of();
        }
    }

    /** One that waits for a thread does so once; what is pasted from its begin on is another try. */
    private void begin(WorkspaceId workspace, ConnectionId connection) {
        if (waiting.add(connection)) {
            run(() -> {
                waiting.remove(connection);
                guarded(connection, () -> tryIt(workspace, connection));
            });
        }
    }

    private void run(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException _) {
            // It is closing, and the key is due for whichever server looks next.
        }
    }

    /** The boundary of a try: whatever breaks in it must not end the others. */
    private static void guarded(ConnectionId connection, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) { // it is due again when the time of a try is over
            LOG.warn(
                    "The key that was pasted for {} could not be tried: {}",
                    connection,
                    e.getClass().getSimpleName());
        }
    }

    private void tryIt(WorkspaceId workspace, ConnectionId connection) {
        Optional<Begun> taken = workspaces.within(workspace, () -> keys.take(connection));
        if (taken.isPresent()) {
            Begun begun = taken.get();
            Pulled<Boolean> answer =
                    begun.vendor().check(HeldKeys.next(new Link(workspace, connection, 0), begun.version()));
            boolean isTaken = workspaces.within(workspace, () -> keys.judge(connection, begun, answer));
            if (isTaken) {
                syncs.atOnce(workspace, connection);
            }
        }
    }

    /** What is cut is tried again, here or elsewhere, when the time of its try is over. */
    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}

package dev.mullion.ingest.sync;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.settings.Settings;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.SecretAdmitted;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks which connections are due, and which runs were left behind. Several servers may: the lease gives each run to
 * one of them.
 */
@Component
class SyncSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(SyncSchedule.class);

    private final Workspaces workspaces;
    private final Leases leases;
    private final Syncs syncs;
    private final boolean isWorker;

    SyncSchedule(Workspaces workspaces, Leases leases, Syncs syncs, Settings settings) {
        this.workspaces = workspaces;
        this.leases = leases;
        this.syncs = syncs;
        this.isWorker = settings.custody().isWorker();
    }

    @Scheduled(fixedDelay = 30_000, initialDelay = 30_000)
    void look() {
        if (!isWorker) {
            return;
        }
        for (Workspace workspace : workspaces.list()) {
            if (workspace.state() == Workspace.State.ACTIVE) {
                look(workspace);
            }
        }
    }

    /** Somebody waits at a page to see whether the key that they pasted does. */
    @EventListener
    void keyIsHere(SecretAdmitted admitted) {
        if (syncs.isReady() && admitted.ref().field().equals(PastedKeys.FIELD)) {
            syncs.atOnce(admitted.workspace(), new ConnectionId(admitted.ref().owner()));
        }
    }

    /** What was left is ended also where this server can read nothing: its vendor's settings may be gone by now. */
    private List<ConnectionId> due() {
        syncs.endLeft();
        return syncs.isReady() ? leases.due() : List.of();
    }

    private void look(Workspace workspace) {
        try {
            for (ConnectionId due : workspaces.within(workspace.id(), this::due)) {
                syncs.byTheClock(workspace.id(), due);
            }
        } catch (DataAccessException | WorkspaceUnavailable e) {
            LOG.warn(
                    "The connections of {} could not be looked at: {}",
                    workspace.id(),
                    e.getClass().getSimpleName());
        }
    }
}

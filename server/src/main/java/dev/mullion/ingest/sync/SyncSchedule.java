package dev.mullion.ingest.sync;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.SecretAdmitted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks which connections are due. Several servers may: the lease gives each run to one of them. */
@Component
class SyncSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(SyncSchedule.class);

    private final Workspaces workspaces;
    private final Leases leases;
    private final Syncs syncs;

    SyncSchedule(Workspaces workspaces, Leases leases, Syncs syncs) {
        this.workspaces = workspaces;
        this.leases = leases;
        this.syncs = syncs;
    }

    @Scheduled(fixedDelay = 30_000, initialDelay = 30_000)
    void look() {
        if (!syncs.isReady()) {
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
            syncs.byTheClock(
                    admitted.workspace(), new ConnectionId(admitted.ref().owner()));
        }
    }

    private void look(Workspace workspace) {
        try {
            for (ConnectionId due : workspaces.within(workspace.id(), leases::due)) {
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

package dev.mullion.requests;

import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Clears away answers that are too old. At most {@link #ROUNDS} batches of a workspace in a turn: more than a workspace
 * at its limit of requests adds between two.
 */
@Component
class RequestSweep {

    private static final Logger LOG = LoggerFactory.getLogger(RequestSweep.class);

    private static final int ROUNDS = 100;

    private final Workspaces workspaces;
    private final Requests requests;

    RequestSweep(Workspaces workspaces, Requests requests) {
        this.workspaces = workspaces;
        this.requests = requests;
    }

    @Scheduled(fixedDelay = 600_000, initialDelay = 120_000)
    void sweep() {
        workspaces.list().stream()
                .filter(workspace -> workspace.state() == Workspace.State.ACTIVE)
                .forEach(workspace -> sweep(workspace.id()));
    }

    private void sweep(WorkspaceId workspace) {
        try {
            int cleared = Requests.BATCH;
            for (int round = 0; round < ROUNDS && cleared == Requests.BATCH; round++) {
                cleared = workspaces.within(workspace, requests::clear);
            }
        } catch (DataAccessException | WorkspaceUnavailable e) {
            LOG.warn(
                    "Old answers of {} could not be cleared away: {}",
                    workspace,
                    e.getClass().getSimpleName());
        }
    }
}

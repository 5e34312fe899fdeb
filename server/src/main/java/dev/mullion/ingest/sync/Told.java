package dev.mullion.ingest.sync;

import dev.mullion.ingest.ChangeTold;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Brings the next run forward where a vendor says that something changed. If that fails, it comes when it is due. */
@Component
class Told {

    private static final Logger LOG = LoggerFactory.getLogger(Told.class);

    private final Workspaces workspaces;
    private final Leases leases;

    Told(Workspaces workspaces, Leases leases) {
        this.workspaces = workspaces;
        this.leases = leases;
    }

    @EventListener
    void change(ChangeTold told) {
        try {
            workspaces.within(told.workspace(), () -> {
                told.connections().forEach(leases::bringForward);
                return true;
            });
        } catch (DataAccessException | WorkspaceUnavailable e) {
            LOG.warn(
                    "Runs of {} could not be brought forward: {}",
                    told.workspace(),
                    e.getClass().getSimpleName());
        }
    }
}

package dev.mullion.ingest.sync;

import dev.mullion.ingest.ChangeTold;
import dev.mullion.tenancy.WorkspaceUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Brings the next run forward where a vendor says that something changed. If that fails, it comes when it is due. */
@Component
class Told {

    private static final Logger LOG = LoggerFactory.getLogger(Told.class);

    private final Syncs syncs;

    Told(Syncs syncs) {
        this.syncs = syncs;
    }

    @EventListener
    void change(ChangeTold told) {
        try {
            syncs.changed(told.workspace(), told.connections());
        } catch (DataAccessException | WorkspaceUnavailable e) {
            LOG.warn(
                    "Runs of {} could not be brought forward: {}",
                    told.workspace(),
                    e.getClass().getSimpleName());
        }
    }
}

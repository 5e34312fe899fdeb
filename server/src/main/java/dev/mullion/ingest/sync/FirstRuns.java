package dev.mullion.ingest.sync;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.consent.AccountConnected;
import dev.mullion.connectors.github.InstallationClaimed;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.WorkspaceUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Somebody waits at a page to see what they have just connected: it is read now, and then by the clock. One that cannot
 * be begun now is begun by the clock.
 */
@Component
class FirstRuns {

    private static final Logger LOG = LoggerFactory.getLogger(FirstRuns.class);

    private final Syncs syncs;

    FirstRuns(Syncs syncs) {
        this.syncs = syncs;
    }

    @EventListener
    void claimed(InstallationClaimed claimed) {
        read(claimed.workspace(), claimed.connection());
    }

    @EventListener
    void consented(AccountConnected connected) {
        read(connected.workspace(), connected.connection());
    }

    /** What was connected is connected, whether it can be read just now or not. */
    private void read(WorkspaceId workspace, ConnectionId connection) {
        if (!syncs.isReady()) {
            return;
        }
        try {
            syncs.atOnce(workspace, connection);
        } catch (DataAccessException | WorkspaceUnavailable e) {
            LOG.warn(
                    "The first run of {} could not be begun: {}",
                    connection,
                    e.getClass().getSimpleName());
        }
    }
}

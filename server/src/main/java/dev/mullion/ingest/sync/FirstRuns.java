package dev.mullion.ingest.sync;

import dev.mullion.connectors.github.InstallationClaimed;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Somebody waits at a page to see what they have just connected: it is read now, and then by the clock. */
@Component
class FirstRuns {

    private final Syncs syncs;

    FirstRuns(Syncs syncs) {
        this.syncs = syncs;
    }

    @EventListener
    void read(InstallationClaimed claimed) {
        if (syncs.isReady()) {
            syncs.byTheClock(claimed.workspace(), claimed.connection());
        }
    }
}

package dev.mullion.web;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Manifests;
import dev.mullion.ingest.sync.Syncs;
import dev.mullion.web.view.Upkeep;
import dev.mullion.web.view.part.Wording;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a connection that is read lives on, in words. */
@Component
class UpkeepStory {

    private final Syncs syncs;
    private final Manifests manifests;

    UpkeepStory(Syncs syncs, Manifests manifests) {
        this.syncs = syncs;
        this.manifests = manifests;
    }

    /** Null for one that is only sent to, or that was ended. */
    @Nullable Upkeep of(Connection connection, Wording wording) {
        if (!syncs.isRead(connection) || connection.endedHere()) {
            return null;
        }
        dev.mullion.ingest.sync.Upkeep known = syncs.upkeep(connection);
        Instant due = known.due();
        return new Upkeep(
                known.secrets().stream()
                        .map(event -> new Upkeep.Secret(event.kind().phrase(), wording.moment(event.at())))
                        .toList(),
                due == null ? null : wording.moment(due),
                BudgetWords.left(known.newest(), manifests.of(connection).vendor(), wording));
    }

    /** The same, and where the vendor does not say what it leaves, how often it is asked at most. */
    @Nullable Upkeep whole(Connection connection, Wording wording) {
        Upkeep known = of(connection, wording);
        return known == null || syncs.isToldBudget(connection)
                ? known
                : new Upkeep(
                        known.secrets(),
                        known.due(),
                        BudgetWords.own(manifests.of(connection), wording).stream()
                                .toList());
    }
}

package dev.mullion.api;

import dev.mullion.connectors.Connection;
import dev.mullion.ingest.sync.Syncs;
import dev.mullion.ingest.sync.UpkeepView;
import dev.mullion.ingest.sync.UpkeepView.SecretView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Connections as programs read them, inside the door of their workspace. */
@Component
class ConnectionViews {

    private final Syncs syncs;

    ConnectionViews(Syncs syncs) {
        this.syncs = syncs;
    }

    /** A connection, without its secret. */
    record ConnectionView(
            String id,
            String connector,
            String kind,
            @Nullable String mode,
            String state,
            boolean labelsKept,
            Instant createdAt,
            Instant stateAt,
            @Nullable Instant nextRunAt,
            List<SecretView> secrets) {

        ConnectionView {
            secrets = List.copyOf(secrets);
        }
    }

    ConnectionView of(Connection connection) {
        Connection.Mode mode = connection.mode();
        UpkeepView upkeep = UpkeepView.of(syncs.upkeep(connection));
        return new ConnectionView(
                connection.id().toString(),
                connection.connector(),
                connection.kind().name().toLowerCase(Locale.ROOT),
                mode == null ? null : mode.word(),
                connection.state().word(),
                connection.labelsKept(),
                connection.createdAt(),
                connection.stateAt(),
                upkeep.nextRunAt(),
                upkeep.secrets());
    }
}

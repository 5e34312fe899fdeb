package dev.mullion.ingest.sync;

import dev.mullion.connectors.Connection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection as programs read it, from the API and from the command line; without its secret.
 *
 * @param label what tells it from others of the same vendor
 * @param said why it is in its state; null where nothing has to be said
 */
public record ConnectionView(
        String id,
        String connector,
        String kind,
        @Nullable String mode,
        String label,
        String state,
        @Nullable String said,
        boolean labelsKept,
        Instant createdAt,
        Instant stateAt,
        @Nullable Instant nextRunAt,
        List<SecretView> secrets) {

    public ConnectionView {
        secrets = List.copyOf(secrets);
    }

    public static ConnectionView of(Connection connection, Upkeep upkeep) {
        Connection.Mode mode = connection.mode();
        return new ConnectionView(
                connection.id().toString(),
                connection.connector(),
                connection.kind().word(),
                mode == null ? null : mode.word(),
                connection.label(),
                connection.state().word(),
                connection.said(),
                connection.labelsKept(),
                connection.createdAt(),
                connection.stateAt(),
                upkeep.due(),
                upkeep.secrets().stream()
                        .map(event -> new SecretView(event.kind().word(), event.at()))
                        .toList());
    }

    /** One event in the life of a secret; nothing of the secret itself. */
    public record SecretView(String what, Instant at) {}
}

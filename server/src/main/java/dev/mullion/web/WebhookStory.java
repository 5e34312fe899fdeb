package dev.mullion.web;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.Manifests;
import dev.mullion.identity.PublicAddress;
import dev.mullion.web.view.Webhook;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a person enters at a vendor so that it sends here, for a connection with an address of its own. */
@Component
class WebhookStory {

    private final Connections connections;
    private final Manifests manifests;
    private final PublicAddress address;

    WebhookStory(Connections connections, Manifests manifests, PublicAddress address) {
        this.connections = connections;
        this.manifests = manifests;
        this.address = address;
    }

    /**
     * Null where all connections share one address or nothing is sent, where nothing is taken any more, or for a person
     * who may not.
     */
    @Nullable Webhook of(Visit visit, Connection connection) {
        var said = manifests.of(connection);
        boolean isShown = visit.access().allows(ConnectionChanges.MANAGE) && !connection.endedHere();
        String purpose = said.events().isEmpty() ? null : purpose(connection.kind());
        if (!isShown || purpose == null) {
            return null;
        }
        return new Webhook(
                said.vendor(),
                purpose,
                address.hooks() + "/hooks/" + connection.connector() + "/" + connections.hookKey(connection.id()),
                said.events());
    }

    private static @Nullable String purpose(Connection.Kind kind) {
        return switch (kind) {
            case KEY ->
                "Optional: changes then arrive within seconds, and not with the next run. Add an endpoint with this URL and"
                        + " these events, and paste its signing secret here.";
            case ENDPOINT ->
                "All that this connection learns arrives here, as application/json and signed with the secret that was"
                        + " shown once.";
            case APP, GRANT -> null;
        };
    }
}

package dev.mullion.api;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.NameSwitch;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.identity.Declined;
import dev.mullion.identity.NotHere;
import dev.mullion.identity.PublicAddress;
import dev.mullion.ingest.sync.ConnectionView;
import dev.mullion.ingest.sync.Syncs;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The workspace's links to vendors. An App installation is claimed by the operator alone, so that is not here. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/connections")
class ConnectionOperations {

    private final Connections connections;
    private final Consents consents;
    private final NameSwitch names;
    private final PublicAddress address;
    private final Syncs syncs;
    private final Replies replies;

    ConnectionOperations(
            Connections connections,
            Consents consents,
            NameSwitch names,
            PublicAddress address,
            Syncs syncs,
            Replies replies) {
        this.connections = connections;
        this.consents = consents;
        this.names = names;
        this.address = address;
        this.syncs = syncs;
        this.replies = replies;
    }

    /** A new endpoint; address and secret are in no other answer. */
    record EndpointView(ConnectionView connection, String url, String secret) {
        @Override
        public String toString() {
            return "[redacted endpoint of " + connection.id() + "]";
        }
    }

    /** Every one, at most 200. */
    record AllView(List<ConnectionView> items) {}

    @Needs("settings:read")
    @GetMapping
    ResponseEntity<byte[]> all(Call call) {
        return call.within(_ -> replies.ok(
                new AllView(connections.list().stream().map(this::view).toList())));
    }

    @Needs("settings:read")
    @GetMapping("/{id}")
    ResponseEntity<byte[]> one(@PathVariable String id, Call call) {
        return call.within(_ -> replies.ok(view(find(id))));
    }

    @Needs("settings:manage")
    @Recorded(AuditAction.CONNECTION_ADDED)
    @PostMapping
    ResponseEntity<byte[]> add(Call call) {
        Body body = call.body("connector", "kind");
        body.word("connector", List.of("github"));
        body.word("kind", List.of("endpoint"));
        return call.once(access -> {
            Connections.Endpoint made = connections.addEndpoint(access.actor());
            ConnectionView view = view(connections.find(made.id()).orElseThrow());
            String url = address.hooks() + "/hooks/github/" + made.key();
            return replies.createdWithSecret(call.path() + "/" + made.id(), new EndpointView(view, url, made.secret()));
        });
    }

    /** Facts stay, nothing new is taken. Once more changes nothing. */
    @Needs("settings:manage")
    @Recorded(value = AuditAction.CONNECTION_CHANGED, unless = Recorded.STANDS)
    @PostMapping("/{id}/disconnect")
    ResponseEntity<byte[]> disconnect(@PathVariable String id, Call call) {
        return call.once(access -> {
            consents.disconnect(find(id), access.actor());
            return replies.ok(view(find(id)));
        });
    }

    /** Off takes away in the same transaction whatever names are there. */
    @Needs("settings:manage")
    @Recorded(AuditAction.CONNECTION_CHANGED)
    @PostMapping("/{id}/labels")
    ResponseEntity<byte[]> labels(@PathVariable String id, Call call) {
        boolean kept = call.body("kept").flag("kept");
        return call.once(access -> {
            Connection connection = find(id);
            if (!names.isFor(connection)) {
                throw new Declined("this connection brings no names that could be switched off");
            }
            names.turn(connection, kept, access.actor());
            return replies.ok(view(find(id)));
        });
    }

    private ConnectionView view(Connection connection) {
        return ConnectionView.of(connection, syncs.upkeep(connection));
    }

    private Connection find(String id) {
        return PathIds.connection(id).flatMap(connections::find).orElseThrow(NotHere::new);
    }
}

package dev.mullion.api;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.KeyPastes;
import dev.mullion.connectors.KeyVendors;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.connectors.PastedKind;
import dev.mullion.identity.Declined;
import dev.mullion.identity.NotHere;
import dev.mullion.identity.http.Problem;
import dev.mullion.ingest.sync.ConnectionView;
import dev.mullion.ingest.sync.FirstTries;
import dev.mullion.ingest.sync.Syncs;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Connects by a key, and takes what a connection by key needs later. The body is the secret alone and is sealed for a
 * worker as what is pasted on a page is; it is in no answer, and no text is made of it.
 */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/connections")
class KeyOperations {

    private static final int LONGEST = 4_096;
    private static final String WORD = "[a-z][a-z-]{0,40}";

    private final Connections connections;
    private final KeyVendors vendors;
    private final KeyPastes keys;
    private final FirstTries tries;
    private final Syncs syncs;
    private final Replies replies;

    KeyOperations(
            Connections connections,
            KeyVendors vendors,
            KeyPastes keys,
            FirstTries tries,
            Syncs syncs,
            Replies replies) {
        this.connections = connections;
        this.vendors = vendors;
        this.keys = keys;
        this.tries = tries;
        this.syncs = syncs;
        this.replies = replies;
    }

    @Needs(
            value = "settings:manage",
            query = {"connector"})
    @Recorded(AuditAction.CONNECTION_ADDED)
    @PostMapping("/keys")
    ResponseEntity<byte[]> connect(Call call) {
        List<String> known = vendors.names();
        String connector = call.query().required("connector", String.join("|", known), "one of " + known);
        byte[] key = call.pasted(LONGEST);
        try {
            return call.once(access -> {
                PastedKeys vendor = vendors.of(connector).orElseThrow(NotHere::new);
                ConnectionId made = taken(() -> keys.connect(vendor, key, access.actor()));
                String list = call.path().replaceFirst("/keys$", "/");
                return replies.created(list + made, view(made));
            });
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** A key that is being tried, to be found again outside of the door. */
    private record Tried(WorkspaceId workspace, ConnectionId connection, int number) {}

    /**
     * Whose connection it is comes before everything that may be wrong with what was sent for it. What the vendor says
     * of another key is waited for outside of the door.
     */
    @Needs(
            value = "settings:manage",
            query = {"kind"})
    @Recorded(AuditAction.CONNECTION_CHANGED)
    @PostMapping("/{id}/secret")
    ResponseEntity<byte[]> another(@PathVariable String id, Call call) {
        String kind = call.query().required("kind", WORD, "a word such as api-key");
        byte[] secret = call.pasted(LONGEST);
        AtomicReference<@Nullable Tried> tried = new AtomicReference<>();
        try {
            ResponseEntity<byte[]> reply = call.once(access -> {
                Connection connection =
                        PathIds.connection(id).flatMap(connections::find).orElseThrow(NotHere::new);
                PastedKeys vendor =
                        vendors.of(connection).orElseThrow(() -> new Declined("this connection takes no key"));
                PastedKind pasted = vendor.kind(kind).orElseThrow(() -> unknown(vendor));
                taken(() -> {
                    keys.take(connection, pasted, secret, access.actor())
                            .ifPresent(number -> tried.set(new Tried(Workspaces.bound(), connection.id(), number)));
                    return connection.id();
                });
                return replies.ok(view(connection.id()));
            });
            requireNoRefusal(tried.get());
            return reply;
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** One that is not known in time is answered as taken: it is tried on, and the one before is used until then. */
    private void requireNoRefusal(@Nullable Tried tried) {
        if (tried != null
                && tries.await(tried.workspace(), tried.connection(), tried.number())
                        instanceof FirstTries.Outcome.Refused(String why)) {
            throw fault("body", "", why);
        }
    }

    private static InvalidRequest unknown(PastedKeys vendor) {
        List<String> words = vendor.kinds().stream().map(PastedKind::word).toList();
        return fault("query", "/kind", "must be one of " + words);
    }

    /** What a vendor says of a body that is no key of its own has no word of the body in it. */
    private static ConnectionId taken(Supplier<ConnectionId> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw fault("body", "", String.valueOf(e.getMessage()));
        } catch (Connections.OtherMode e) {
            throw new Declined(String.valueOf(e.getMessage()));
        }
    }

    private static InvalidRequest fault(String in, String pointer, String detail) {
        return new InvalidRequest(new Problem.Fault(in, pointer, detail));
    }

    private ConnectionView view(ConnectionId id) {
        Connection connection = connections.find(id).orElseThrow();
        return ConnectionView.of(connection, syncs.upkeep(connection));
    }
}

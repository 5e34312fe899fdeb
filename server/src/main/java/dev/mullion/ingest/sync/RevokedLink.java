package dev.mullion.ingest.sync;

import dev.mullion.checks.Check;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connection.State;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.HeldKeys;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.vault.SecretTerms;
import dev.mullion.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.DuplicateKeyException;

/**
 * Reads a played connection of a hidden workspace by a run like any other, in the middle of which its vendor takes the
 * token back, and looks at what is left. One at a time.
 */
final class RevokedLink {

    static final String CONNECTOR = "stripe";

    private static final Slug SLUG = new Slug("canary-revoked");
    private static final Actor ACTOR = Actor.system("verify");
    private static final long PATIENCE_SECONDS = 20;

    private final Journal.Books books;
    private final Vault vault;
    private final TenantSql tenant;
    private final Puller vendor;

    RevokedLink(Journal.Books books, Vault vault, TenantSql tenant, Puller vendor) {
        this.books = books;
        this.vault = vault;
        this.tenant = tenant;
        this.vendor = vendor;
    }

    /** What a vendor's refusal of a token comes to. */
    static Pulled<Puller.Page> revoked() {
        return new Pulled.Ended<>(State.DISCONNECTED, "the vendor does not accept the token any more");
    }

    List<Check> run() {
        WorkspaceId workspace = workspace();
        ConnectionId id = books.workspaces().within(workspace, this::connected);
        read(workspace, id);
        return books.workspaces().within(workspace, () -> List.of(shown(id), unusable(id), notDue(id), factsStay()));
    }

    /** As if it had just been connected: active, with a token and without facts. */
    private ConnectionId connected() {
        ConnectionId id = books.connections().list().stream()
                .map(Connection::id)
                .findFirst()
                .orElseGet(() -> books.connections().addPlayed(CONNECTOR, ACTOR).id());
        books.states().found(id, State.ACTIVE, null);
        byte[] token = "a token that no vendor gave out".getBytes(StandardCharsets.US_ASCII);
        vault.store(HeldKeys.ref(id), SecretTerms.vendorToken("vendor.invalid"), token, ACTOR);
        tenant.sql("delete from repository where workspace_id = :workspace").update();
        // A check that was broken off before may have left its run open.
        becomeDue();
        return id;
    }

    /** Its time has come, and nobody has it. */
    private void becomeDue() {
        tenant.sql("update sync_lease set held_until = :now, due_at = :now where workspace_id = :workspace")
                .param("now", Timestamp.from(books.clock().instant()))
                .update();
    }

    private void read(WorkspaceId workspace, ConnectionId id) {
        Syncs syncs = new Syncs(books, List.of(vendor), _ -> {});
        try {
            if (!(syncs.ask(workspace, id, ACTOR) instanceof Syncs.Asked.Begun begun)) {
                throw new IllegalStateException("no run of the played connection could be begun");
            }
            begun.done().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the server is stopping");
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the run of the played connection did not end", e);
        } finally {
            syncs.destroy();
        }
    }

    private Check shown(ConnectionId id) {
        Connection found = books.connections().find(id).orElseThrow();
        return Check.of(
                "revoked.shown",
                found.state() == State.DISCONNECTED && found.said() != null,
                "the connection shows as " + found.state().word() + (found.said() == null ? "" : ", with the reason"));
    }

    private Check unusable(ConnectionId id) {
        // What is not there is lent to nobody; to ask for it would be a warning in the log each time.
        boolean isThere = vault.has(HeldKeys.ref(id));
        return Check.of(
                "revoked.token",
                !isThere,
                isThere ? "the revoked token can still be opened" : "the revoked token is gone and cannot be opened");
    }

    private Check notDue(ConnectionId id) {
        becomeDue();
        boolean isDue = books.leases().due().contains(id);
        return Check.of(
                "revoked.not-due",
                !isDue,
                "when its time comes, the clock " + (isDue ? "begins another run" : "begins no run"));
    }

    private Check factsStay() {
        long facts = tenant.sql("select count(*) from repository where workspace_id = :workspace and id = :id")
                .param("id", PlayedVendor.THING.value())
                .query(Long.class)
                .single();
        return Check.of("revoked.facts", facts == 1, facts + " of the 1 fact that was read before the end are there");
    }

    private WorkspaceId workspace() {
        try {
            return books.workspaces()
                    .find(SLUG)
                    .orElseGet(() -> books.workspaces().create(SLUG, "A canary of the checks", Workspace.Kind.CANARY))
                    .id();
        } catch (DuplicateKeyException _) {
            // Another node was quicker.
            return books.workspaces().find(SLUG).orElseThrow().id();
        }
    }
}

package dev.mullion.connectors;

import dev.mullion.connectors.Puller.Link;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.SecretTerms;
import dev.mullion.vault.Vault;
import java.nio.charset.StandardCharsets;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * A hidden workspace with one connection that checks do to what nobody's should suffer. Both are made at first use and
 * stay; no vendor knows of them, and nothing is ever asked for them.
 */
@Component
class CanaryLink {

    static final Actor ACTOR = Actor.system("verify");

    private static final Slug SLUG = new Slug("canary-connections");
    private static final String CONNECTOR = "xero";
    private static final String ACCOUNT = "canary";
    private static final String FIELD = "played-token";

    private final Workspaces workspaces;
    private final Connections connections;
    private final Vault vault;

    CanaryLink(Workspaces workspaces, Connections connections, Vault vault) {
        this.workspaces = workspaces;
        this.connections = connections;
        this.vault = vault;
    }

    /** Connected anew, with a token that no vendor gave out. */
    Link connected() {
        WorkspaceId workspace = workspace();
        return workspaces.within(workspace, () -> {
            ConnectionId earlier =
                    connections.list().stream().map(Connection::id).findFirst().orElse(null);
            ConnectionId id = connections.grant(CONNECTOR, ACCOUNT, earlier, ACTOR);
            byte[] token = "a token that no vendor gave out".getBytes(StandardCharsets.US_ASCII);
            vault.store(ref(id), SecretTerms.vendorToken("vendor.invalid"), token, ACTOR);
            return new Link(workspace, id, 0);
        });
    }

    /** As somebody does who presses the button. */
    void disconnect(Link link) {
        workspaces.within(link.workspace(), () -> {
            connections.disconnect(link.connection(), ACTOR);
            connections.releaseAccount(CONNECTOR, ACCOUNT);
            return true;
        });
    }

    /** Whether this is the hidden one, of which nothing is told. */
    boolean isThis(Link link) {
        return workspaces
                .find(SLUG)
                .filter(found -> found.id().equals(link.workspace()))
                .isPresent();
    }

    boolean hasToken(Link link) {
        return workspaces.within(link.workspace(), () -> vault.has(ref(link.connection())));
    }

    private static SecretRef ref(ConnectionId id) {
        return new SecretRef(id.value(), FIELD);
    }

    private WorkspaceId workspace() {
        try {
            return workspaces
                    .find(SLUG)
                    .orElseGet(() -> workspaces.create(SLUG, "A canary of the checks", Workspace.Kind.CANARY))
                    .id();
        } catch (DuplicateKeyException _) {
            // Another node was quicker.
            return workspaces.find(SLUG).orElseThrow().id();
        }
    }
}

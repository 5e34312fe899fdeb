package dev.mullion.residue;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.Connections.Endpoint;
import dev.mullion.settings.Settings;
import dev.mullion.settings.WebhookSecret;
import dev.mullion.settings.XeroApp;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * The hidden workspace that the canaries are sent to. It and its two connections are made at first use and stay, and so
 * do its hourly counts; everything else that a run brought is deleted after it.
 */
@Component
class CanaryWorkspace {

    private static final Slug SLUG = new Slug("canary-residue");

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final Connections connections;
    private final Settings settings;
    private final Clock clock;

    CanaryWorkspace(Workspaces workspaces, TenantSql tenant, Connections connections, Settings settings, Clock clock) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.connections = connections;
        this.settings = settings;
        this.clock = clock;
    }

    /** What the receipts of a run add up to. */
    record Receipts(long deliveries, long bytesRead, long bytesKept) {}

    WorkspaceId id() {
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

    /** The vendors as this workspace knows them. */
    Played played(WorkspaceId workspace) {
        return workspaces.within(
                workspace,
                () -> new Played(
                        endpoint(Connection.Kind.ENDPOINT, () -> connections.addEndpoint(Actor.system("residue"))),
                        endpoint(Connection.Kind.KEY, () -> connections.addPlayed("stripe", Actor.system("residue"))),
                        settings.xeroApp().map(XeroApp::webhookKey).flatMap(WebhookSecret::now),
                        clock));
    }

    private Endpoint endpoint(Connection.Kind kind, Supplier<Endpoint> added) {
        return connections.list().stream()
                .filter(link -> link.kind() == kind && link.takes())
                .findFirst()
                .map(link -> connections.endpoint(link.id()))
                .orElseGet(added);
    }

    Receipts receipts(WorkspaceId workspace) {
        return workspaces.within(
                workspace,
                () -> tenant.sql("""
                        select count(*) as deliveries,
                               coalesce(sum(bytes_read), 0) as bytes_read,
                               coalesce(sum(bytes_kept), 0) as bytes_kept
                          from delivery
                         where workspace_id = :workspace
                        """)
                        .query((row, _) -> new Receipts(row.getLong(1), row.getLong(2), row.getLong(3)))
                        .single());
    }

    /** Before a run as well: one that was broken off leaves rows. */
    void clear(WorkspaceId workspace) {
        workspaces.within(workspace, () -> {
            tenant.sql("delete from delivery where workspace_id = :workspace").update();
            tenant.sql("delete from review where workspace_id = :workspace").update();
            tenant.sql("delete from pull_request where workspace_id = :workspace")
                    .update();
            tenant.sql("delete from push where workspace_id = :workspace").update();
            tenant.sql("delete from label where workspace_id = :workspace").update();
            return tenant.sql("delete from repository where workspace_id = :workspace")
                    .update();
        });
    }
}

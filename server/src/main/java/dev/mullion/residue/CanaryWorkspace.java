package dev.mullion.residue;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.Connections.Endpoint;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * The hidden workspace that the canaries are sent to. It and its one connection are made at first use and stay, and so
 * do its hourly counts; everything else that a run brought is deleted after it.
 */
@Component
class CanaryWorkspace {

    private static final Slug SLUG = new Slug("canary-residue");

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final Connections connections;

    CanaryWorkspace(Workspaces workspaces, TenantSql tenant, Connections connections) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.connections = connections;
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

    Endpoint endpoint(WorkspaceId workspace) {
        return workspaces.within(
                workspace,
                () -> connections.list().stream()
                        .filter(link -> link.kind() == Connection.Kind.ENDPOINT && link.takes())
                        .findFirst()
                        .map(link -> connections.endpoint(link.id()))
                        .orElseGet(() -> connections.addEndpoint(Actor.system("residue"))));
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

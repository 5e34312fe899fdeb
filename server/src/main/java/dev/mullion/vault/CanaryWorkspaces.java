package dev.mullion.vault;

import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import org.springframework.dao.DuplicateKeyException;

/**
 * Two hidden workspaces whose secrets checks try to steal. They are made at first use and stay; their secrets do not.
 */
final class CanaryWorkspaces {

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final String pair;

    /** @param pair who plants in them and clears them, and nobody else: one word */
    CanaryWorkspaces(Workspaces workspaces, TenantSql tenant, String pair) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.pair = pair;
    }

    WorkspaceId first() {
        return of(new Slug("canary-" + pair + "-a"));
    }

    WorkspaceId second() {
        return of(new Slug("canary-" + pair + "-b"));
    }

    /** Before a run as well: one that was broken off leaves rows. */
    void clear() {
        for (WorkspaceId workspace : new WorkspaceId[] {first(), second()}) {
            workspaces.within(workspace, () -> {
                tenant.sql("delete from secret where workspace_id = :workspace").update();
                tenant.sql("delete from secret_version where workspace_id = :workspace")
                        .update();
                tenant.sql("delete from sealed_intake where workspace_id = :workspace")
                        .update();
                return tenant.sql("delete from secret_use where workspace_id = :workspace")
                        .update();
            });
        }
    }

    long left() {
        long left = 0;
        for (WorkspaceId workspace : new WorkspaceId[] {first(), second()}) {
            left += workspaces.within(
                    workspace,
                    () -> tenant.sql("select count(*) from secret where workspace_id = :workspace")
                            .query(Long.class)
                            .single());
        }
        return left;
    }

    /** Puts what {@code sealed} holds of one row in place of another's, as somebody with injected SQL would. */
    void overwrite(SecretRef ref, SealedRow with) {
        tenant.sql("""
                update secret
                   set class = :class, hosts = :hosts, key_version = :key, row_version = :version, sealed = :sealed
                 where workspace_id = :workspace
                   and owner = :owner
                   and field = :field
                """)
                .param("class", with.terms().kind().word())
                .param("hosts", with.terms().sortedHosts().toArray(String[]::new))
                .param("key", with.keyVersion())
                .param("version", with.rowVersion())
                .param("sealed", with.sealed().value())
                .param("owner", ref.owner())
                .param("field", ref.field())
                .update();
    }

    private WorkspaceId of(Slug slug) {
        try {
            return workspaces
                    .find(slug)
                    .orElseGet(() -> workspaces.create(slug, "A canary of the checks", Workspace.Kind.CANARY))
                    .id();
        } catch (DuplicateKeyException _) {
            // Another node was quicker.
            return workspaces.find(slug).orElseThrow().id();
        }
    }
}

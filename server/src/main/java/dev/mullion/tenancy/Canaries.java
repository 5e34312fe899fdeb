package dev.mullion.tenancy;

import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;

/** The two hidden workspaces in which checks try to cross the wall, and their rows. They are made at first use. */
final class Canaries {

    private final Workspaces workspaces;
    private final TenantSql tenant;

    Canaries(Workspaces workspaces, TenantSql tenant) {
        this.workspaces = workspaces;
        this.tenant = tenant;
    }

    /** One workspace and a row of its own. */
    record Canary(WorkspaceId workspace, UUID row) {

        UUID workspaceValue() {
            return workspace.value();
        }
    }

    WorkspaceId first() {
        return workspace(new Slug("canary-a"));
    }

    WorkspaceId second() {
        return workspace(new Slug("canary-b"));
    }

    Canary plantIn(WorkspaceId workspace) {
        UUID row = UUID.randomUUID();
        workspaces.within(workspace, () -> tenant.sql("""
                                insert into canary (workspace_id, id, note)
                                values (:workspace, :id, 'planted by verify isolation')
                                """).param("id", row).update());
        return new Canary(workspace, row);
    }

    /** Whether the row is there still, as it was planted. */
    boolean isUntouched(Canary canary) {
        return workspaces.within(
                canary.workspace(),
                () -> tenant.sql("""
                                select count(*) from canary
                                 where workspace_id = :workspace
                                   and id = :id
                                   and note = 'planted by verify isolation'
                                """)
                                .param("id", canary.row())
                                .query(Long.class)
                                .single()
                        == 1);
    }

    void remove(Canary canary) {
        workspaces.within(
                canary.workspace(),
                () -> tenant.sql("delete from canary where workspace_id = :workspace and id = :id")
                        .param("id", canary.row())
                        .update());
    }

    private WorkspaceId workspace(Slug slug) {
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

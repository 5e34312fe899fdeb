package dev.mullion.identity;

import dev.mullion.tenancy.TenantSql;

/** Makes changes of one workspace that must count before they act wait for each other. */
final class WorkspaceLock {

    private WorkspaceLock() {}

    /** Until the end of the transaction under way. Rows that refer to the workspace can still be written meanwhile. */
    static void hold(TenantSql tenant) {
        tenant.sql("select id from workspace where id = :workspace for no key update")
                .query()
                .singleRow();
    }
}

package dev.mullion.probes;

import dev.mullion.checks.Check;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.util.List;
import java.util.function.IntSupplier;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Tries, inside the door of a canary, what the server's role has a grant for because the log itself needs it: to take
 * the text of an event away, to say how long the log is, and to prune it. Every try is rolled back.
 */
@Component
class OwnRecord {

    private static final String REFUSED = "was refused";

    private final Workspaces workspaces;
    private final TenantSql tenant;

    OwnRecord(Workspaces workspaces, TenantSql tenant) {
        this.workspaces = workspaces;
        this.tenant = tenant;
    }

    List<Check> run(WorkspaceId canary) {
        return List.of(
                check(canary, "audit.payload", "giving an event another text", this::rewritten),
                check(
                        canary,
                        "audit.erasure",
                        "taking an event's text away without an erasure in the log",
                        this::erased),
                check(canary, "audit.head", "making the log one event shorter", this::shortened),
                check(canary, "audit.prune", "pruning without a policy that says so", this::pruned));
    }

    private int rewritten() {
        return tenant.sql("""
                update audit_entry
                   set payload = 'another'
                 where workspace_id = :workspace
                   and index = 0
                """).update();
    }

    private int erased() {
        return tenant.sql("""
                update audit_entry
                   set salt = null, payload = null, erased_by = 0
                 where workspace_id = :workspace
                   and index = 0
                """).update();
    }

    private int shortened() {
        return tenant.sql("""
                update audit_log
                   set size = size - 1
                 where workspace_id = :workspace
                """).update();
    }

    private int pruned() {
        return tenant.sql("select prune_audit_log(:workspace, 1, 1)")
                .query(Integer.class)
                .single();
    }

    private Check check(WorkspaceId canary, String name, String what, IntSupplier change) {
        return Check.attempt(name, () -> {
            String came = tried(canary, change);
            return Check.of(name, came.equals(REFUSED), what + " " + came);
        });
    }

    private String tried(WorkspaceId canary, IntSupplier change) {
        try {
            return workspaces.within(canary, () -> {
                throw new Undone(change.getAsInt());
            });
        } catch (Undone let) {
            return let.rows == 0 ? "touched nothing: there was no event to try it on" : "was let";
        } catch (DataAccessException e) {
            String said = String.valueOf(e.getMostSpecificCause().getMessage());
            return said.contains("append-only") || said.contains("permission denied")
                    ? REFUSED
                    : "ended in another error than a refusal";
        }
    }

    /** Ends the transaction of a try that was not refused. */
    private static final class Undone extends RuntimeException {

        private final int rows;

        Undone(int rows) {
            super(rows + " rows would have been changed", null, false, false);
            this.rows = rows;
        }
    }
}

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
 * the text of an event away, to say how long the log is, to prune it, and to add what its tree is made of. Every try is
 * rolled back.
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
                check(canary, "audit.prune", "pruning without a policy that says so", this::pruned),
                check(canary, "audit.signed", "adding a checkpoint that the server did not sign", this::signed),
                check(canary, "audit.tree", "adding hashes that the server did not make", this::hashed),
                check(canary, "audit.keys", "announcing a key that is not the server's", this::announced));
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

    private int signed() {
        return tenant.sql("""
                insert into audit_checkpoint (workspace_id, size, root, range, key_version, note, signed_at)
                values (:workspace, 1000000000, sha256('made up'), sha256('made up'), 1, 'made up', now())
                """).update();
    }

    private int hashed() {
        return tenant.sql("""
                insert into audit_tile (workspace_id, level, index, hashes, root)
                values (:workspace, 7, 1000000000, decode(repeat('00', 8192), 'hex'), sha256('made up'))
                """).update();
    }

    private int announced() {
        return tenant.sql("""
                insert into audit_entry (workspace_id, header, salt, payload)
                values (:workspace, :header, sha256('made up'), '')
                """)
                .param("header", "2026-01-01T00:00:00.000Z operator:operator - key.announced key:01ab done -")
                .update();
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

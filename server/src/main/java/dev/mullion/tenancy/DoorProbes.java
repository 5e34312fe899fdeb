package dev.mullion.tenancy;

import dev.mullion.checks.Check;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Tries the door and the guards of the running server from the places where they must refuse. */
final class DoorProbes {

    private static final List<String> BYPASSES = List.of(
            "select id from canary",
            "select id from canary where workspace_id = ? or true",
            "select id from canary where workspace_id = coalesce(?::uuid, workspace_id)",
            "select a.id from canary a join canary b on b.id = a.id where a.workspace_id = ?",
            "select id from canary where workspace_id = ? union all select id from canary",
            "insert into canary (workspace_id, id, note) select w.id, ?, '' from workspace w",
            "delete from canary where id = ?",
            "select id from canary where workspace_id = ? limit length(set_config('mullion.context', '', true))",
            "set mullion.context = ''",
            "select id from canary where workspace_id = ?; select id from canary");

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final StatementGuard guard;
    private final Canaries canaries;

    DoorProbes(Workspaces workspaces, TenantSql tenant, StatementGuard guard, Canaries canaries) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.guard = guard;
        this.canaries = canaries;
    }

    List<Check> run() {
        WorkspaceId own = canaries.first();
        WorkspaceId other = canaries.second();
        return List.of(
                Check.attempt("door.outside", this::outside),
                Check.attempt("door.other-thread", () -> otherThread(own)),
                Check.attempt("door.nesting", () -> nesting(own, other)),
                Check.attempt("guard.statement", this::statements),
                Check.attempt("guard.value", () -> values(own, other)),
                Check.attempt("guard.ledger", () -> ledger(own)));
    }

    private Check outside() {
        return Check.of(
                "door.outside",
                refuses(() -> tenant.sql("select 1").query(Integer.class).single(), NoWorkspaceBound.class),
                "code outside the door gets an exception, never a connection");
    }

    /** The lease itself is handed over, which is more than a mistake would do. */
    private Check otherThread(WorkspaceId own) {
        boolean refused = workspaces.within(own, () -> {
            Lease lease = Lease.CURRENT.get();
            return refuses(() -> onAnotherThread(lease::connection), NoWorkspaceBound.class);
        });
        return Check.of("door.other-thread", refused, "a connection serves the thread that opened the door alone");
    }

    private static void onAnotherThread(Runnable work) {
        try {
            CompletableFuture.runAsync(work, task -> Thread.ofVirtual().start(task))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw e;
        }
    }

    private Check nesting(WorkspaceId own, WorkspaceId other) {
        boolean refused = workspaces.within(
                own, () -> refuses(() -> workspaces.within(other, () -> true), WorkspaceMismatch.class));
        return Check.of("door.nesting", refused, "inside one workspace's door no other opens");
    }

    private Check statements() {
        List<String> allowed = BYPASSES.stream().filter(this::isAllowed).toList();
        return Check.of(
                "guard.statement",
                allowed.isEmpty(),
                (BYPASSES.size() - allowed.size()) + " of " + BYPASSES.size() + " bypasses refused");
    }

    /** However a transaction plans, a bypass is one. */
    private boolean isAllowed(String sql) {
        return Arrays.stream(Plans.values()).anyMatch(how -> guard.judge(sql, how) instanceof StatementGuard.Allowed);
    }

    /** The mismatch is caught inside, so that a check leaves no guard trip in anybody's trail. */
    private Check values(WorkspaceId own, WorkspaceId other) {
        boolean refused = workspaces.within(
                own,
                () -> refuses(() -> Workspaces.requireBound(other), WorkspaceMismatch.class)
                        && refuses(() -> countOf(other), WorkspaceMismatch.class));
        return Check.of("guard.value", refused, "another workspace's id is refused as a value and as a parameter");
    }

    private long countOf(WorkspaceId workspace) {
        return tenant.sql("select count(*) from canary where workspace_id = :claimed")
                .param("claimed", workspace.value())
                .query(Long.class)
                .single();
    }

    /** A text that was never seen before must be judged before it runs. */
    private Check ledger(WorkspaceId own) {
        long before = guard.ledger().statements();
        workspaces.within(
                own,
                () -> tenant.sql("select count(*) from canary where workspace_id = :workspace -- " + UUID.randomUUID())
                        .query(Long.class)
                        .single());
        StatementGuard.Ledger ledger = guard.ledger();
        return Check.of(
                "guard.ledger",
                ledger.statements() > before,
                ledger.statements() + " statements judged since the start, " + ledger.refusals() + " times refused");
    }

    private static boolean refuses(Runnable work, Class<? extends RuntimeException> with) {
        try {
            work.run();
            return false;
        } catch (NoWorkspaceBound | WorkspaceMismatch refused) {
            return with.isInstance(refused);
        }
    }
}

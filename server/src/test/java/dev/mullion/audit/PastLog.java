package dev.mullion.audit;

import dev.mullion.TestServer;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Writes a workspace's log as the server would have at another time. */
final class PastLog {

    private final TestServer server;
    private final WorkspaceId workspace;

    PastLog(TestServer server, WorkspaceId workspace) {
        this.server = server;
        this.workspace = workspace;
    }

    void record(Instant at, int events) {
        AuditTrail trail = trail(at);
        server.bean(Workspaces.class).within(workspace, () -> {
            IntStream.range(0, events)
                    .forEach(number -> trail.record(new AuditEvent(
                            AuditAction.CONNECTION_CHANGED, Actor.OPERATOR, "con_1", "number " + number)));
            return true;
        });
    }

    /** Says a policy that is in force at once, as if the days until then were over. */
    void keep(Instant at, int days) {
        server.bean(Workspaces.class).within(workspace, () -> {
            retention(at).keep(OptionalInt.of(days), Actor.OPERATOR);
            return true;
        });
        server.asAdministrator("set session_replication_role = replica; update mullion.audit_retention"
                + " set effective_at = '-infinity' where workspace_id = '" + workspace.value() + "'");
    }

    Retention retention(Instant at) {
        Clock clock = clock(at);
        var workspaces = server.bean(Workspaces.class);
        var checkpoints = server.bean(Checkpoints.class);
        var pruned = server.bean(Pruned.class);
        var chain = new ChainState(
                trail(at),
                checkpoints,
                server.bean(LogCheck.class),
                pruned,
                server.bean(StoredEvents.class),
                workspaces,
                clock);
        return new Retention(workspaces, server.bean(TenantSql.class), pruned, chain, log(at), checkpoints, clock);
    }

    void rotateKey(Instant at) {
        new KeyRotation(
                        server.bean(Workspaces.class),
                        server.bean(Checkpoints.class),
                        server.bean(CheckpointKeys.class),
                        log(at),
                        clock(at))
                .run(workspace, Actor.OPERATOR);
    }

    private AuditTrail trail(Instant at) {
        return new AuditTrail(server.bean(TenantSql.class), server.bean(GlobalSql.class), log(at), clock(at));
    }

    private EntryLog log(Instant at) {
        var tenant = server.bean(TenantSql.class);
        var older = server.bean(OlderEvents.class);
        var opening = new LogOpening(tenant, server.bean(CheckpointKeys.class), older, clock(at));
        return new EntryLog(tenant, opening, older, new Unsigned());
    }

    private static Clock clock(Instant at) {
        return Clock.fixed(at, ZoneOffset.UTC);
    }

    Checkpoint sign() {
        return server.bean(Checkpoints.class).sign(workspace).orElseThrow();
    }
}

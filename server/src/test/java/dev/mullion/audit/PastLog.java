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
        Clock clock = Clock.fixed(at, ZoneOffset.UTC);
        var tenant = server.bean(TenantSql.class);
        var older = server.bean(OlderEvents.class);
        var opening = new LogOpening(tenant, server.bean(CheckpointKeys.class), older, clock);
        var log = new EntryLog(tenant, opening, older, new Unsigned());
        var trail = new AuditTrail(tenant, server.bean(GlobalSql.class), log, clock);
        server.bean(Workspaces.class).within(workspace, () -> {
            IntStream.range(0, events)
                    .forEach(number -> trail.record(new AuditEvent(
                            AuditAction.CONNECTION_CHANGED, Actor.OPERATOR, "con_1", "number " + number)));
            return true;
        });
    }

    Checkpoint sign() {
        return server.bean(Checkpoints.class).sign(workspace).orElseThrow();
    }
}

package dev.mullion.audit;

import dev.mullion.tenancy.TestTenancy;
import java.time.Clock;

/** The audit module wired as the server wires it, on a test's own database and clock. */
public final class TestAudit {

    public final AuditTrail trail;
    public final TurnedAway turnedAway;

    private TestAudit(TestTenancy tenancy, Clock clock) {
        var keys = new CheckpointKeys(tenancy.keys, tenancy.tenant);
        var older = new OlderEvents(tenancy.workspaces, tenancy.tenant, clock);
        var opening = new LogOpening(tenancy.tenant, keys, older, clock);
        var log = new EntryLog(tenancy.tenant, opening, older, new Unsigned());
        this.trail = new AuditTrail(tenancy.tenant, tenancy.global, log, clock);
        this.turnedAway = new TurnedAway(tenancy.workspaces, trail, clock);
    }

    public static TestAudit on(TestTenancy tenancy, Clock clock) {
        return new TestAudit(tenancy, clock);
    }
}

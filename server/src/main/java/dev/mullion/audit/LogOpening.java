package dev.mullion.audit;

import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Opens the log of a workspace: names it, announces the first key, and begins to take in the events from before. */
@Component
class LogOpening {

    private final TenantSql tenant;
    private final CheckpointKeys keys;
    private final OlderEvents older;
    private final Clock clock;

    LogOpening(TenantSql tenant, CheckpointKeys keys, OlderEvents older, Clock clock) {
        this.tenant = tenant;
        this.keys = keys;
        this.older = older;
        this.clock = clock;
    }

    /** Of two that open at once the second waits for the first and finds the log open. */
    void open(EntryLog log) {
        String origin = keys.origin(Workspaces.bound());
        Workspaces.vouch("log", Workspaces.bound().value(), origin);
        int opened = tenant.sql("""
                insert into audit_log (workspace_id, origin, size, time)
                values (:workspace, :origin, 0, '')
                on conflict (workspace_id) do nothing
                """).param("origin", origin).update();
        if (opened == 0) {
            return;
        }
        CheckpointKey first = keys.make(Workspaces.bound(), 1);
        var event = new AuditEvent(AuditAction.LOG_OPENED, Actor.system("audit"), first.announcedAs(), "");
        keys.vouchForAnnouncing(first, AuditAction.LOG_OPENED);
        log.append(EventText.of(event, clock.instant(), "-"));
        keys.keep(first, 0);
        older.begin(log);
    }
}

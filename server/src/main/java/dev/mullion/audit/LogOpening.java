package dev.mullion.audit;

import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Opens the log of a workspace: names it, announces the first key, and puts the events in that the workspace had before
 * there was a log. Those keep their time in the payload; in the header stands when the log took them.
 */
@Component
class LogOpening {

    private final TenantSql tenant;
    private final CheckpointKeys keys;
    private final Clock clock;

    LogOpening(TenantSql tenant, CheckpointKeys keys, Clock clock) {
        this.tenant = tenant;
        this.keys = keys;
        this.clock = clock;
    }

    /** Of two that open at once the second waits for the first and finds the log open. */
    void open(EntryLog log) {
        int opened =
                tenant.sql("""
                insert into audit_log (workspace_id, origin, size, time)
                values (:workspace, :origin, 0, '')
                on conflict (workspace_id) do nothing
                """).param("origin", keys.origin(Workspaces.bound())).update();
        if (opened == 0) {
            return;
        }
        CheckpointKey first = keys.make(Workspaces.bound(), 1);
        var event = new AuditEvent(AuditAction.LOG_OPENED, Actor.system("audit"), first.announcedAs(), "");
        log.append(EventText.of(event, clock.instant(), "-"));
        keys.keep(first, 0);
        older().forEach(older -> log.append(EventText.older(older.event(), clock.instant(), older.at())));
    }

    private record Older(AuditEvent event, Instant at) {}

    private List<Older> older() {
        return tenant.sql("""
                select at, action, actor_kind, actor, subject, detail
                  from audit_event
                 where workspace_id = :workspace
                 order by at, id
                """).query(LogOpening::before).list();
    }

    private static Older before(ResultSet row, int number) throws SQLException {
        return new Older(
                new AuditEvent(
                        action(row.getString("action")),
                        new Actor(kind(row.getString("actor_kind")), id(row.getString("actor"))),
                        id(row.getString("subject")),
                        row.getString("detail")),
                row.getTimestamp("at").toInstant());
    }

    /** There was no rule for these before the log. */
    private static String id(String text) {
        String id = text.replaceAll("[^A-Za-z0-9._-]", ".").replaceFirst("^[._-]+", "");
        return id.isEmpty() ? "none" : id.substring(0, Math.min(128, id.length()));
    }

    private static AuditAction action(String word) {
        return Arrays.stream(AuditAction.values())
                .filter(action -> action.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    private static Actor.Kind kind(String word) {
        return Arrays.stream(Actor.Kind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow();
    }
}

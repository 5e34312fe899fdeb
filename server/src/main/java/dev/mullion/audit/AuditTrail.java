package dev.mullion.audit;

import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Uuid7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The append-only record of a workspace. An event is written in the transaction of what it records: if it cannot be
 * written, that does not happen either.
 */
@Component
public class AuditTrail {

    private final TenantSql tenant;
    private final GlobalSql global;
    private final Clock clock;

    AuditTrail(TenantSql tenant, GlobalSql global, Clock clock) {
        this.tenant = tenant;
        this.global = global;
        this.clock = clock;
    }

    /** One recorded event, as read back. */
    public record Entry(UUID id, Instant at, String action, Actor actor, String subject, String detail) {}

    /** Records in the workspace whose door is open. */
    public void record(AuditEvent event) {
        tenant.sql("""
                insert into audit_event (workspace_id, id, at, action, actor_kind, actor, subject, detail)
                values (:workspace, :id, :at, :action, :kind, :actor, :subject, :detail)
                """)
                .param("id", Uuid7.next(clock))
                .param("at", Timestamp.from(clock.instant()))
                .param("action", event.action().word())
                .param("kind", event.actor().kind().word())
                .param("actor", event.actor().name())
                .param("subject", event.subject())
                .param("detail", event.detail())
                .update();
    }

    /** Records what happened to the installation itself, or where no workspace was bound. */
    public void recordOfInstallation(AuditEvent event) {
        global.sql("""
                insert into installation_event (id, at, action, actor, subject, detail)
                values (:id, :at, :action, :actor, :subject, :detail)
                """)
                .param("id", Uuid7.next(clock))
                .param("at", Timestamp.from(clock.instant()))
                .param("action", event.action().word())
                .param(
                        "actor",
                        event.actor().kind().word() + " " + event.actor().name())
                .param("subject", event.subject())
                .param("detail", event.detail())
                .update();
    }

    /**
     * The newest events of the workspace whose door is open, newest first.
     *
     * @param before only events older than this one, or null for the newest
     * @param limit at most 201: one more than a page, to see whether there is another
     */
    public List<Entry> newest(@Nullable UUID before, int limit) {
        return tenant.sql("""
                select id, at, action, actor_kind, actor, subject, detail
                  from audit_event
                 where workspace_id = :workspace
                   and (at, id) < (coalesce((select e.at
                                               from audit_event e
                                              where e.workspace_id = :workspace
                                                and e.id = :before::uuid), 'infinity'::timestamptz),
                                   coalesce(:before::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid))
                 order by at desc, id desc
                 limit :limit::int
                """)
                .param("before", before == null ? null : before.toString())
                .param("limit", Math.clamp(limit, 1, 201))
                .query(AuditTrail::entry)
                .list();
    }

    /** The newest event of one of these kinds about {@code subject}, in the workspace whose door is open. */
    public Optional<Entry> last(Set<AuditAction> actions, String subject) {
        return tenant.sql("""
                select id, at, action, actor_kind, actor, subject, detail
                  from audit_event
                 where workspace_id = :workspace
                   and action = any (:actions::text[])
                   and subject = :subject
                 order by at desc, id desc
                 limit 1
                """)
                .param("actions", actions.stream().map(AuditAction::word).toArray(String[]::new))
                .param("subject", subject)
                .query(AuditTrail::entry)
                .optional();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                row.getTimestamp("at").toInstant(),
                row.getString("action"),
                new Actor(kind(row.getString("actor_kind")), row.getString("actor")),
                row.getString("subject"),
                row.getString("detail"));
    }

    private static Actor.Kind kind(String word) {
        return Arrays.stream(Actor.Kind.values())
                .filter(kind -> kind.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow();
    }
}

package dev.mullion.audit;

import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Uuid7;
import dev.mullion.tenancy.Workspaces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final EntryLog log;
    private final Clock clock;

    AuditTrail(TenantSql tenant, GlobalSql global, EntryLog log, Clock clock) {
        this.tenant = tenant;
        this.global = global;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Records in the workspace whose door is open, as the last thing of its transaction: one workspace's writers wait
     * for each other from there to the commit and no longer.
     */
    public void record(AuditEvent event) {
        String request = RequestId.current();
        // The time is that of the commit: taken earlier, a long transaction would look like a clock that went back.
        Workspaces.beforeCommit(() -> log.append(EventText.of(event, clock.instant(), request)));
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
     * @param limit at most 501
     */
    public List<AuditEntry> newest(AuditFilter filter, int limit) {
        return tenant.sql("""
                select index, header, payload
                  from audit_entry
                 where workspace_id = :workspace
                   and index < coalesce(:before::bigint, 9223372036854775807)
                   and (:verb::text is null or verb = :verb::text or starts_with(verb, :verb::text || '.'))
                   and (:actor::text is null or actor = :actor::text)
                   and (:from::text is null or time >= :from::text collate "C")
                   and (:until::text is null or time < :until::text collate "C")
                 order by index desc
                 limit :limit::int
                """)
                .param("before", filter.before())
                .param("verb", filter.verb())
                .param("actor", filter.actor())
                .param("from", time(filter.from()))
                .param("until", time(filter.until()))
                .param("limit", Math.clamp(limit, 1, 501))
                .query(AuditTrail::entry)
                .list();
    }

    /** The event at this place of the log of the workspace whose door is open. */
    public Optional<AuditEntry> find(long index) {
        return tenant.sql("""
                select index, header, payload
                  from audit_entry
                 where workspace_id = :workspace
                   and index = :index
                """).param("index", index).query(AuditTrail::entry).optional();
    }

    /** The newest event of one of these kinds about {@code subject}, in the workspace whose door is open. */
    public Optional<AuditEntry> last(Set<AuditAction> actions, String subject) {
        return tenant.sql("""
                select index, header, payload
                  from audit_entry
                 where workspace_id = :workspace
                   and verb = any (:verbs::text[])
                   and object = any (:objects::text[])
                 order by index desc
                 limit 1
                """)
                .param("verbs", actions.stream().map(AuditAction::word).toArray(String[]::new))
                .param(
                        "objects",
                        actions.stream()
                                .map(action -> action.object() + ":" + subject)
                                .distinct()
                                .toArray(String[]::new))
                .query(AuditTrail::entry)
                .optional();
    }

    private static @Nullable String time(@Nullable Instant at) {
        return at == null ? null : EventText.time(at);
    }

    private static AuditEntry entry(ResultSet row, int number) throws SQLException {
        return EventText.read(row.getLong("index"), row.getString("header"), row.getBytes("payload"));
    }
}

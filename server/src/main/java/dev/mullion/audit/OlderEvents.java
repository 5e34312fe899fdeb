package dev.mullion.audit;

import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Takes the events into a log that its workspace had before there was one, oldest first, a few in a transaction, so
 * that no history is too long for it. They keep their time in the payload; in the header stands when the log took them.
 * Stopped anywhere it goes on where it was.
 */
@Component
class OlderEvents {

    /** In a transaction. */
    static final int BATCH = 500;

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final Clock clock;

    OlderEvents(Workspaces workspaces, TenantSql tenant, Clock clock) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.clock = clock;
    }

    private record Place(Instant at, UUID id) {

        static final Place FIRST = new Place(Instant.EPOCH, new UUID(0, 0));
    }

    private record Older(AuditEvent event, Place place) {}

    /** Takes the first ones, in the transaction that opens the log; {@link #takeAll} goes on behind them. */
    void begin(EntryLog log) {
        List<Older> batch = after(Place.FIRST);
        append(batch, log);
        if (batch.size() == BATCH) {
            tenant.sql("insert into audit_older (workspace_id, at, id) values (:workspace, :at, :id)")
                    .param("at", Timestamp.from(batch.getLast().place().at()))
                    .param("id", batch.getLast().place().id())
                    .update();
        }
    }

    /** Takes what is left. Call it outside the door. */
    void takeAll(WorkspaceId workspace, EntryLog log) {
        boolean more = true;
        while (more) {
            more = workspaces.within(workspace, () -> takeNext(log));
        }
    }

    /** Of two servers the second waits for the first. */
    private boolean takeNext(EntryLog log) {
        Optional<Place> place = tenant.sql("select at, id from audit_older where workspace_id = :workspace for update")
                .query(OlderEvents::place)
                .optional();
        if (place.isEmpty()) {
            return false;
        }
        List<Older> batch = after(place.get());
        append(batch, log);
        if (batch.size() < BATCH) {
            tenant.sql("delete from audit_older where workspace_id = :workspace")
                    .update();
            return false;
        }
        tenant.sql("update audit_older set at = :at, id = :id where workspace_id = :workspace")
                .param("at", Timestamp.from(batch.getLast().place().at()))
                .param("id", batch.getLast().place().id())
                .update();
        return true;
    }

    private void append(List<Older> batch, EntryLog log) {
        batch.forEach(older -> log.append(
                EventText.older(older.event(), clock.instant(), older.place().at())));
    }

    private List<Older> after(Place place) {
        return tenant.sql("""
                select at, id, action, actor_kind, actor, subject, detail
                  from audit_event
                 where workspace_id = :workspace
                   and (at, id) > (:at::timestamptz, :id::uuid)
                 order by at, id
                 limit :batch
                """)
                .param("at", Timestamp.from(place.at()))
                .param("id", place.id())
                .param("batch", BATCH)
                .query(OlderEvents::older)
                .list();
    }

    private static Place place(ResultSet row, int number) throws SQLException {
        return new Place(row.getTimestamp("at").toInstant(), row.getObject("id", UUID.class));
    }

    private static Older older(ResultSet row, int number) throws SQLException {
        return new Older(
                new AuditEvent(
                        action(row.getString("action")),
                        new Actor(kind(row.getString("actor_kind")), id(row.getString("actor"))),
                        id(row.getString("subject")),
                        row.getString("detail")),
                place(row, number));
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

package dev.mullion.audit;

import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Appends to the log of the workspace whose door is open; the database gives each event its place. */
@Component
class EntryLog {

    /** Clocks of several nodes differ by less. */
    static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

    private static final SecureRandom RANDOM = new SecureRandom();

    private final TenantSql tenant;
    private final LogOpening opening;
    private final OlderEvents older;
    private final Unsigned unsigned;

    EntryLog(TenantSql tenant, LogOpening opening, OlderEvents older, Unsigned unsigned) {
        this.tenant = tenant;
        this.opening = opening;
        this.older = older;
        this.unsigned = unsigned;
    }

    /** Where an event stands, and the time that stands in its header. */
    record Place(long index, Instant at) {}

    /** Appends now, which holds the workspace's log until the transaction ends. */
    Place append(EventText event) {
        Place place = inserted(event).orElseGet(() -> {
            opening.open(this);
            return inserted(event).orElseThrow();
        });
        WorkspaceId workspace = Workspaces.bound();
        Workspaces.afterCommit(() -> unsigned.add(workspace));
        if (unsigned.isNewStep(workspace, place.at(), Duration.between(event.at(), place.at()))) {
            inserted(step(event.at(), place.at()));
        }
        return place;
    }

    /** Takes in what is left of the events from before the log. Call it outside the door. */
    void takeOlder(WorkspaceId workspace) {
        older.takeAll(workspace, this);
    }

    /** Empty where the workspace has no log yet: then the database inserts nothing. */
    private Optional<Place> inserted(EventText event) {
        byte[] salt = new byte[32];
        RANDOM.nextBytes(salt);
        return tenant.sql("""
                insert into audit_entry (workspace_id, header, salt, payload)
                values (:workspace, :header, :salt, :payload)
                returning index, time
                """)
                .param("header", event.header())
                .param("salt", salt)
                .param("payload", event.payloadBytes())
                .query((row, _) -> new Place(row.getLong("index"), Instant.parse(row.getString("time"))))
                .optional();
    }

    private static EventText step(Instant clock, Instant log) {
        String detail = "the clock shows " + EventText.time(clock) + ", the log had reached " + EventText.time(log);
        return EventText.of(
                new AuditEvent(AuditAction.CLOCK_WENT_BACK, Actor.system("audit"), "clock", detail), log, "-");
    }
}

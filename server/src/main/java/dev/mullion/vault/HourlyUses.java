package dev.mullion.vault;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Puts counted uses into the audit trail: one event for each secret, purpose, outcome and closed hour, never two,
 * however many servers do this at once. If it fails it is tried again some minutes later.
 */
@Component
class HourlyUses {

    /** A transaction that began within an hour has ended by then. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    /** So many events a workspace and run; the rest follow in the next. */
    private static final int MOST = 200;

    private static final Logger LOG = LoggerFactory.getLogger(HourlyUses.class);

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final AuditTrail trail;
    private final Clock clock;

    HourlyUses(Workspaces workspaces, TenantSql tenant, AuditTrail trail, Clock clock) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.trail = trail;
        this.clock = clock;
    }

    private record Uses(SecretRef ref, String purpose, String outcome, Instant hour, long uses) {

        String sentence() {
            return "%s to %s: %s for %s %d times"
                    .formatted(hour, hour.plus(Duration.ofHours(1)), outcome, purpose, uses);
        }
    }

    @Scheduled(cron = "30 2/5 * * * *")
    void tell() {
        Instant closed = clock.instant().minus(GRACE).truncatedTo(ChronoUnit.HOURS);
        for (Workspace workspace : workspaces.list()) {
            if (workspace.state() == Workspace.State.ACTIVE) {
                tell(workspace, closed);
            }
        }
    }

    private void tell(Workspace workspace, Instant closed) {
        try {
            workspaces.within(workspace.id(), () -> {
                untold(closed).stream().filter(this::isFirstToTell).forEach(this::record);
                return true;
            });
        } catch (DataAccessException | WorkspaceUnavailable e) {
            LOG.warn(
                    "The hourly uses of secrets of {} could not be recorded: {}",
                    workspace.id(),
                    e.getClass().getSimpleName());
        }
    }

    private void record(Uses uses) {
        boolean used = uses.outcome().equals(SecretUses.USED);
        trail.record(new AuditEvent(
                used ? AuditAction.SECRET_USES_COUNTED : AuditAction.SECRET_REFUSED,
                Actor.system("vault"),
                uses.ref().toString(),
                uses.sentence()));
    }

    private List<Uses> untold(Instant closed) {
        return tenant.sql("""
                select owner, field, purpose, outcome, hour, uses
                  from secret_use
                 where workspace_id = :workspace
                   and not told
                   and hour < :closed
                 order by hour, owner, field, purpose, outcome
                 limit :most
                """)
                .param("closed", Timestamp.from(closed))
                .param("most", MOST)
                .query(HourlyUses::uses)
                .list();
    }

    /** Of two at once the second waits here for the first, and then finds it told. */
    private boolean isFirstToTell(Uses uses) {
        return tenant.sql("""
                update secret_use
                   set told = true
                 where workspace_id = :workspace
                   and owner = :owner
                   and field = :field
                   and purpose = :purpose
                   and outcome = :outcome
                   and hour = :hour
                   and not told
                """)
                        .param("owner", uses.ref().owner())
                        .param("field", uses.ref().field())
                        .param("purpose", uses.purpose())
                        .param("outcome", uses.outcome())
                        .param("hour", Timestamp.from(uses.hour()))
                        .update()
                == 1;
    }

    private static Uses uses(ResultSet row, int number) throws SQLException {
        return new Uses(
                new SecretRef(row.getObject("owner", UUID.class), row.getString("field")),
                row.getString("purpose"),
                row.getString("outcome"),
                row.getTimestamp("hour").toInstant(),
                row.getLong("uses"));
    }
}

package dev.mullion.audit;

import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Lets the oldest events of a log go once they are older than its workspace keeps them. Their hashes stay, so every
 * proof of a later event and every checkpoint holds as before, and the log says in an event of its own up to where it
 * was pruned. The database refuses what is younger than the policy, and a policy for which no event stands in the log.
 * A log that does not hold is not pruned, and says so in an event.
 */
@Component
public class Retention {

    /** The database refuses less. */
    public static final int LEAST_DAYS = 90;

    public static final int MOST_DAYS = 36_500;

    /** The database lets go by a changed policy after so long, and by the longer of the two until then. */
    public static final int DAYS_UNTIL_IN_FORCE = 7;

    /** Rows in a transaction. */
    static final int BATCH = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final Pruned pruned;
    private final ChainState chain;
    private final EntryLog log;
    private final Checkpoints checkpoints;
    private final Clock clock;

    Retention(
            Workspaces workspaces,
            TenantSql tenant,
            Pruned pruned,
            ChainState chain,
            EntryLog log,
            Checkpoints checkpoints,
            Clock clock) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.pruned = pruned;
        this.chain = chain;
        this.log = log;
        this.checkpoints = checkpoints;
        this.clock = clock;
    }

    /** How many days the workspace whose door is open keeps its events; empty for ever. */
    public OptionalInt days() {
        return tenant.sql("select keep_days from audit_retention where workspace_id = :workspace")
                .query(Integer.class)
                .optional()
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    /**
     * Keeps events of the workspace whose door is open for so many days, empty for ever; what would go by that and not
     * by what was said before stays for {@value #DAYS_UNTIL_IN_FORCE} days more.
     *
     * @throws IllegalArgumentException unless {@link #LEAST_DAYS} to {@link #MOST_DAYS}
     */
    public void keep(OptionalInt days, Actor by) {
        if (days.isPresent() && (days.getAsInt() < LEAST_DAYS || days.getAsInt() > MOST_DAYS)) {
            throw new IllegalArgumentException("events are kept for " + LEAST_DAYS + " to " + MOST_DAYS
                    + " days, or for ever; " + days.getAsInt() + " was asked for");
        }
        hold();
        String detail = days.isPresent() ? "events are kept for " + days.getAsInt() + " days" : "events stay for ever";
        String subject = days.isPresent() ? Integer.toString(days.getAsInt()) : "forever";
        append(new AuditEvent(AuditAction.RETENTION_CHANGED, by, subject, detail));
        if (days.isPresent()) {
            tenant.sql("""
                    insert into audit_retention (workspace_id, keep_days)
                    values (:workspace, :days)
                    on conflict (workspace_id) do update set keep_days = excluded.keep_days
                    """).param("days", days.getAsInt()).update();
        } else {
            tenant.sql("delete from audit_retention where workspace_id = :workspace")
                    .update();
        }
    }

    /**
     * Lets go what is older than the workspace keeps, and finishes what was begun before. Call it outside the door.
     *
     * @return the place from which on the log is complete
     * @throws IllegalStateException when the log does not hold: nothing is taken away from it then
     */
    public long prune(WorkspaceId workspace, Actor by) {
        long before = workspaces.within(workspace, pruned::end);
        if (workspaces.within(workspace, this::boundary).orElse(0L) > before) {
            begin(workspace, by);
        }
        long end = workspaces.within(workspace, pruned::end);
        int gone = end == 0 ? 0 : BATCH;
        while (gone == BATCH) {
            gone = workspaces.within(workspace, () -> remove(end));
        }
        int emptied = BATCH;
        while (emptied == BATCH) {
            emptied = workspaces.within(workspace, this::emptyOlder);
        }
        if (end > before) {
            checkpoints.sign(workspace);
        }
        return end;
    }

    /** Every night; what fails is tried again in the next. */
    @Scheduled(cron = "0 40 3 * * *")
    void pruneAll() {
        for (Workspace workspace : workspaces.list()) {
            if (workspace.state() == Workspace.State.ACTIVE) {
                tryToPrune(workspace.id());
            }
        }
    }

    private void tryToPrune(WorkspaceId workspace) {
        try {
            if (workspaces.within(workspace, this::days).isPresent()) {
                prune(workspace, Actor.system("audit"));
            }
        } catch (RuntimeException anyReason) {
            // Keys that are away, a full disk or a fault of ours in one workspace must not end the night for the rest.
            LOG.error(
                    "The log of {} was not pruned: {}",
                    workspace,
                    anyReason.getClass().getSimpleName());
        }
    }

    private void begin(WorkspaceId workspace, Actor by) {
        if (chain.verify(workspace, by) instanceof LogCheck.Found.Broken(long index, String how)) {
            throw new IllegalStateException("event " + index + " " + how + "; nothing is taken away from this log");
        }
        workspaces.within(workspace, () -> {
            hold();
            // Another server may have been here while this one waited.
            boundary().filter(size -> size > pruned.end()).ifPresent(size -> announce(size, by));
            return true;
        });
    }

    private void announce(long size, Actor by) {
        String detail = "the events before it were older than this workspace keeps them";
        append(new AuditEvent(AuditAction.LOG_PRUNED, by, Long.toString(size), detail));
        remove(size);
    }

    /**
     * Of those who prune this log or change its policy one at a time, on whatever servers; before any of its events.
     */
    private void hold() {
        tenant.sql("select keep_days from audit_retention where workspace_id = :workspace for update")
                .query(Integer.class)
                .optional();
    }

    /** The last checkpoint all of whose events are old enough; the database's clock decides, and judges it again. */
    private Optional<Long> boundary() {
        return tenant.sql("""
                select c.size
                  from audit_checkpoint c
                  join audit_entry e on e.workspace_id = :workspace
                                    and e.index = c.size - 1
                  join audit_retention r on r.workspace_id = :workspace
                 where c.workspace_id = :workspace
                   and e.time < kept_since(days_in_force(r.keep_days, r.before_days, r.effective_at))
                 order by c.size desc
                 limit 1
                """).query(Long.class).optional();
    }

    private int remove(long size) {
        return tenant.sql("select prune_audit_log(:workspace, :size, :most)")
                .param("size", size)
                .param("most", BATCH)
                .query(Integer.class)
                .single();
    }

    /** What was told before there was a log, and was taken into it since, is told no longer than the policy says. */
    private int emptyOlder() {
        return tenant.sql("""
                update audit_event e
                   set detail = ''
                  from (select old.id
                          from audit_event old
                          join audit_retention r on r.workspace_id = :workspace
                         where old.workspace_id = :workspace
                           and old.detail <> ''
                           and old.at < transaction_timestamp()
                                        - make_interval(days => days_in_force(r.keep_days, r.before_days, r.effective_at))
                         limit :most) told
                 where e.workspace_id = :workspace
                   and e.id = told.id
                """).param("most", BATCH).update();
    }

    private void append(AuditEvent event) {
        log.append(EventText.of(event, clock.instant(), RequestId.current()));
    }
}

package dev.mullion.vault;

import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts uses that are not recorded singly, and secrets that did not open. Counts go to the database every five
 * seconds; a server that is killed loses at most so many, and those of a workspace that is locked.
 */
@Component
class SecretUses implements DisposableBean {

    static final String USED = "used";

    private static final Logger LOG = LoggerFactory.getLogger(SecretUses.class);

    /**
     * What strangers make up is never counted, so this is far above what there is; beyond it counts are not kept apart.
     */
    private static final int MOST = 50_000;

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final Clock clock;
    private final Map<Counted, Long> counts = new ConcurrentHashMap<>();

    private record Counted(WorkspaceId workspace, SecretRef ref, String purpose, String outcome) {}

    SecretUses(Workspaces workspaces, TenantSql tenant, Clock clock) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.clock = clock;
    }

    void used(WorkspaceId workspace, SecretRef ref, String purpose) {
        count(new Counted(workspace, ref, purpose, USED), 1);
    }

    void refused(WorkspaceId workspace, SecretRef ref, String purpose, SecretUnavailable.Reason reason) {
        count(new Counted(workspace, ref, purpose, reason.word()), 1);
    }

    private void count(Counted what, long times) {
        if (counts.size() < MOST || counts.containsKey(what)) {
            counts.merge(what, times, Long::sum);
        }
    }

    @Scheduled(fixedDelay = 5_000)
    void keep() {
        Map<WorkspaceId, Map<Counted, Long>> taken = new HashMap<>();
        for (Counted what : List.copyOf(counts.keySet())) {
            Long count = counts.remove(what);
            if (count != null) {
                taken.computeIfAbsent(what.workspace(), _ -> new HashMap<>()).put(what, count);
            }
        }
        boolean isAway = false;
        for (Map.Entry<WorkspaceId, Map<Counted, Long>> of : taken.entrySet()) {
            Kept kept = isAway ? Kept.DATABASE_AWAY : kept(of.getKey(), of.getValue());
            isAway = kept == Kept.DATABASE_AWAY;
            if (kept != Kept.DONE) {
                of.getValue().forEach(this::count);
            }
        }
    }

    /** What became of the counts of a workspace. */
    private enum Kept {
        DONE,
        /** Its own trouble, until which they stay here. */
        LATER,
        /** A database that is away for one workspace is away for all: nobody waits for it once each. */
        DATABASE_AWAY
    }

    private Kept kept(WorkspaceId workspace, Map<Counted, Long> taken) {
        try {
            workspaces.within(workspace, () -> {
                taken.forEach(this::add);
                return true;
            });
            warn(workspace, taken);
            return Kept.DONE;
        } catch (WorkspaceUnavailable closed) {
            // What is suspended or erased keeps nothing any more; what is locked opens with all that was tried
            // meanwhile.
            return closed.worthRetrying() || closed.isLocked() ? Kept.LATER : Kept.DONE;
        } catch (DataAccessException e) {
            LOG.warn(
                    "Uses of secrets of {} could not be counted yet: {}",
                    workspace,
                    e.getClass().getSimpleName());
            return Kept.DATABASE_AWAY;
        }
    }

    /** Checks try to open what must not open, in workspaces of their own. */
    private void warn(WorkspaceId workspace, Map<Counted, Long> taken) {
        boolean isCanary = workspaces
                .find(workspace)
                .filter(found -> found.kind() == Workspace.Kind.CANARY)
                .isPresent();
        taken.forEach((what, times) -> {
            if (!isCanary && !what.outcome().equals(USED)) {
                LOG.warn(
                        "A secret did not open, {} times: {} {} for {}: {}",
                        times,
                        workspace,
                        what.ref(),
                        what.purpose(),
                        what.outcome());
            }
        });
    }

    /** In the hour in which it is written down, so that an hour that was told gets no more. */
    private void add(Counted what, long times) {
        tenant.sql("""
                insert into secret_use (workspace_id, owner, field, purpose, outcome, hour, uses, told)
                values (:workspace, :owner, :field, :purpose, :outcome, :hour, :uses, false)
                on conflict (workspace_id, owner, field, purpose, outcome, hour) do update
                   set uses = secret_use.uses + excluded.uses
                """)
                .param("owner", what.ref().owner())
                .param("field", what.ref().field())
                .param("purpose", what.purpose())
                .param("outcome", what.outcome())
                .param("hour", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.HOURS)))
                .param("uses", times)
                .update();
    }

    @Override
    public void destroy() {
        keep();
    }
}

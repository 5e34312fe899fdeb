package dev.mullion.vault;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeySets;
import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.KmsKey;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Asks each customer's own key whether it still opens, and writes into the workspace's log when it no longer does and
 * when it does again: once, however many servers watch. What is locked is locked already, by the door; a key whose
 * service does not answer locks nothing here.
 */
@Component
class KeyWatch {

    private static final Logger LOG = LoggerFactory.getLogger(KeyWatch.class);

    private final KeyRing keys;
    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final AuditTrail trail;
    private final Clock clock;

    /** What was last told from here. A restart asks the database once. */
    private final Map<UUID, Boolean> told = new ConcurrentHashMap<>();

    KeyWatch(KeyRing keys, Workspaces workspaces, TenantSql tenant, AuditTrail trail, Clock clock) {
        this.keys = keys;
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.trail = trail;
        this.clock = clock;
    }

    /** Each key beside the others: one that is silent for seconds keeps nobody waiting but itself. */
    @Scheduled(fixedDelay = 30_000)
    void look() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<UUID, KmsKey> bound = keys.sets().bound();
            told.keySet().retainAll(bound.keySet());
            bound.forEach((workspace, key) -> threads.execute(() -> look(workspace, key)));
        } catch (KeysUnavailable e) {
            LOG.warn("Customers' own keys are not watched: {}", e.getMessage());
        }
    }

    private void look(UUID workspace, KmsKey key) {
        try {
            keys.sets().ask(workspace);
            tell(workspace, key, false);
        } catch (KeysUnavailable e) {
            if (e.reason() == KeysUnavailable.Reason.LOCKED) {
                tell(workspace, key, true);
            } else {
                LOG.warn("The key of workspace {} is not to be had: {}", workspace, e.getMessage());
            }
        }
    }

    private void tell(UUID workspace, KmsKey key, boolean locked) {
        if (Boolean.valueOf(locked).equals(told.get(workspace))) {
            return;
        }
        try {
            workspaces.withinLocked(new WorkspaceId(workspace), () -> {
                if (locked ? isFirstToLock() : isFirstToUnlock()) {
                    trail.record(event(new WorkspaceId(workspace), key, locked));
                }
                return true;
            });
            told.put(workspace, locked);
        } catch (DataAccessException | WorkspaceUnavailable e) {
            LOG.warn(
                    "That workspace {} is {} could not be recorded: {}",
                    workspace,
                    locked ? "locked" : "open again",
                    e.getClass().getSimpleName());
        }
    }

    private static AuditEvent event(WorkspaceId workspace, KmsKey key, boolean locked) {
        return new AuditEvent(
                locked ? AuditAction.WORKSPACE_LOCKED : AuditAction.WORKSPACE_UNLOCKED,
                Actor.system("vault"),
                workspace.toString(),
                locked
                        ? key + " refuses; servers forget the keys within " + KeySets.MEMORY.toSeconds() + " s"
                        : key + " opens again");
    }

    private boolean isFirstToLock() {
        return tenant.sql("""
                insert into key_lock (workspace_id, since)
                values (:workspace, :now)
                on conflict (workspace_id) do nothing
                """).param("now", Timestamp.from(clock.instant())).update() == 1;
    }

    private boolean isFirstToUnlock() {
        return tenant.sql("""
                delete from key_lock
                 where workspace_id = :workspace
                """).update() == 1;
    }
}

package dev.mullion.vault;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeySets;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Gives a workspace a new sealing key and seals its secrets anew, a few in a transaction. Each secret is under the old
 * key or the new one, and opens, whenever this is stopped; called again it goes on where it was. Secrets that are
 * written meanwhile wait their turn for a moment.
 */
@Component
public class SealingRotation {

    static final int BATCH = 20;

    /** At most 400 secrets a second, so that the work of people goes before. */
    static final Duration PAUSE = Duration.ofMillis(50);

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final SecretRows rows;
    private final Vault vault;
    private final KeyRing keys;
    private final AuditTrail trail;

    SealingRotation(
            Workspaces workspaces, TenantSql tenant, SecretRows rows, Vault vault, KeyRing keys, AuditTrail trail) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.rows = rows;
        this.vault = vault;
        this.keys = keys;
        this.trail = trail;
    }

    /**
     * How far it is.
     *
     * @param current the version in force
     * @param byVersion how many secrets each version seals
     */
    public record Progress(int current, Map<Integer, Long> byVersion) {

        public Progress {
            byVersion = Map.copyOf(byVersion);
        }

        public long left() {
            return byVersion.entrySet().stream()
                    .filter(entry -> entry.getKey() != current)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
        }

        @Override
        public String toString() {
            return "key version " + current + " in force; secrets by version " + new TreeMap<>(byVersion) + "; "
                    + left() + " left on an older one";
        }
    }

    /**
     * Rotates, or finishes a rotation that was stopped.
     *
     * @param told hears of the progress after each batch
     */
    public Progress rotate(WorkspaceId workspace, Actor actor, Consumer<Progress> told) {
        Progress progress = progress(workspace);
        int version = progress.left() == 0 ? keys.sets().addVersion(workspace.value()) : progress.current();
        workspaces.within(workspace, () -> record(actor, "version " + version + " is in force"));
        do {
            workspaces.within(workspace, this::sealAnew);
            progress = progress(workspace);
            told.accept(progress);
            LockSupport.parkNanos(PAUSE.toNanos());
        } while (progress.left() > 0 && !Thread.currentThread().isInterrupted());
        return progress;
    }

    /** Once: a kill between the new key and its event must not leave it unrecorded. */
    private boolean record(Actor actor, String detail) {
        boolean recorded = trail.last(Set.of(AuditAction.KEY_ROTATED), "workspace-key")
                .filter(event -> event.detail().equals(detail))
                .isPresent();
        if (!recorded) {
            trail.record(new AuditEvent(AuditAction.KEY_ROTATED, actor, "workspace-key", detail));
        }
        return recorded;
    }

    public Progress progress(WorkspaceId workspace) {
        int current = versionInForce(workspace);
        return new Progress(current, workspaces.within(workspace, this::counts));
    }

    /** As the key store has it: another server may have rotated what this one remembers. */
    private int versionInForce(WorkspaceId workspace) {
        keys.sets().refresh(workspace.value());
        return keys.sets().of(workspace.value()).version();
    }

    private Map<Integer, Long> counts() {
        Map<Integer, Long> counts = new TreeMap<>();
        tenant.sql("""
                select key_version, count(*) as secrets
                  from secret
                 where workspace_id = :workspace
                 group by key_version
                """)
                .query((row, _) -> Map.entry(row.getInt(1), row.getLong(2)))
                .list()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /**
     * Takes away the keys before the one in force: what a backup holds of them opens no more.
     *
     * @throws IllegalStateException when a secret still needs one
     */
    public void retire(WorkspaceId workspace, Actor actor) {
        workspaces.within(workspace, () -> {
            int current = versionInForce(workspace);
            trail.record(new AuditEvent(
                    AuditAction.KEY_RETIRED,
                    actor,
                    "workspace-key",
                    "versions before " + current + " open nothing any more"));
            // Behind the event, which writers of this workspace take turns for: none of them is between seal and
            // commit.
            Workspaces.beforeCommit(() -> retireBefore(workspace, current));
            return true;
        });
    }

    private void retireBefore(WorkspaceId workspace, int current) {
        long left = new Progress(current, counts()).left();
        if (left > 0) {
            throw new IllegalStateException(
                    left + " secrets are still sealed by an older version; run bin/mullion key rotate first");
        }
        keys.sets().retireBefore(workspace.value(), current);
    }

    private int sealAnew() {
        KeySets sets = keys.sets();
        int current = sets.of(Workspaces.bound().value()).version();
        List<SecretRef> old = tenant.sql("""
                select owner, field
                  from secret
                 where workspace_id = :workspace
                   and key_version <> :current
                 order by key_version, owner, field
                 limit :batch
                """)
                .param("current", current)
                .param("batch", BATCH)
                .query((row, _) -> new SecretRef(row.getObject("owner", UUID.class), row.getString("field")))
                .list();
        old.forEach(ref -> sealAnew(ref, current));
        return old.size();
    }

    /** Whoever writes the same secret waits for this transaction, or this one for theirs. */
    private void sealAnew(SecretRef ref, int current) {
        rows.hold(ref);
        Optional<SealedRow> row = rows.find(ref).filter(found -> found.keyVersion() != current);
        row.ifPresent(found -> {
            byte[] secret = vault.opened(Workspaces.bound(), ref, found);
            try {
                vault.put(ref, found.terms(), secret);
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        });
    }
}

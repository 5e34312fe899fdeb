package dev.mullion.audit;

import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far the log of a workspace is signed, and how far it was last hashed again, here or by the operator. */
@Component
public class ChainState {

    private static final Set<AuditAction> VERIFIED = Set.of(AuditAction.AUDIT_VERIFIED);

    private final AuditTrail trail;
    private final Checkpoints checkpoints;
    private final LogCheck check;
    private final Workspaces workspaces;

    ChainState(AuditTrail trail, Checkpoints checkpoints, LogCheck check, Workspaces workspaces) {
        this.trail = trail;
        this.checkpoints = checkpoints;
        this.check = check;
        this.workspaces = workspaces;
    }

    /**
     * What is known of a log.
     *
     * @param size how many events there are
     * @param signed the newest checkpoint; null before the first
     * @param verified the last time that the log was hashed again; null before the first
     */
    public record State(
            long size,
            @Nullable Checkpoint signed,
            @Nullable AuditEntry verified) {

        /** Whether the last verification found everything as it was signed. */
        public boolean holds() {
            return verified != null && verified.outcome().equals(Outcome.DONE.word());
        }

        public @Nullable Instant signedAt() {
            return signed == null ? null : signed.signedAt();
        }
    }

    /** Of the workspace whose door is open. */
    public State here() {
        Optional<AuditEntry> verified = trail.last(VERIFIED, "log");
        return new State(checkpoints.size(), checkpoints.newest().orElse(null), verified.orElse(null));
    }

    /** Hashes the whole log again, and the log keeps that it was done and what was found. Call it outside the door. */
    public LogCheck.Found verify(WorkspaceId workspace, Actor by) {
        LogCheck.Found found = check.run(workspace);
        AuditEvent event = switch (found) {
            case LogCheck.Found.Holds(long size) ->
                new AuditEvent(AuditAction.AUDIT_VERIFIED, by, "log", size + " events are the ones that were signed");
            case LogCheck.Found.Broken(long index, String how) ->
                new AuditEvent(AuditAction.AUDIT_VERIFIED, by, "log", "event " + index + " " + how, Outcome.FAILED);
        };
        workspaces.within(workspace, () -> {
            trail.record(event);
            return true;
        });
        return found;
    }
}

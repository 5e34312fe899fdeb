package dev.mullion.audit;

import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
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
    private final Pruned pruned;
    private final StoredEvents events;
    private final Workspaces workspaces;
    private final Clock clock;

    ChainState(
            AuditTrail trail,
            Checkpoints checkpoints,
            LogCheck check,
            Pruned pruned,
            StoredEvents events,
            Workspaces workspaces,
            Clock clock) {
        this.trail = trail;
        this.checkpoints = checkpoints;
        this.check = check;
        this.pruned = pruned;
        this.events = events;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    /**
     * What is known of a log.
     *
     * @param from the place from which on it is complete; what was before was pruned
     * @param size how many events there are, with those that were pruned
     * @param signed the newest checkpoint; null before the first
     * @param verified the last time that the log was hashed again; null before the first
     * @param late whether later events have waited for a signature for longer than {@link LateSignatures#PATIENCE}
     */
    public record State(
            long from,
            long size,
            @Nullable Checkpoint signed,
            @Nullable AuditEntry verified,
            boolean late) {

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
        Optional<Checkpoint> signed = checkpoints.newest();
        return new State(
                pruned.end(),
                checkpoints.size(),
                signed.orElse(null),
                verified.orElse(null),
                isLate(signed.map(Checkpoint::size).orElse(0L), checkpoints.size()));
    }

    /** A signature for more than there is was not made here: nothing that waits is signed then. */
    private boolean isLate(long firstUnsigned, long size) {
        if (firstUnsigned > size) {
            return true;
        }
        String least = EventText.time(clock.instant().minus(LateSignatures.PATIENCE));
        return events.find(firstUnsigned)
                .filter(event -> event.time().compareTo(least) < 0)
                .isPresent();
    }

    /** Hashes the whole log again, and the log keeps that it was done and what was found. Call it outside the door. */
    public LogCheck.Found verify(WorkspaceId workspace, Actor by) {
        LogCheck.Found found = check.run(workspace);
        AuditEvent event = switch (found) {
            case LogCheck.Found.Holds holds -> new AuditEvent(AuditAction.AUDIT_VERIFIED, by, "log", holds.toString());
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

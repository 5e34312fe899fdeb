package dev.mullion.audit;

import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * Replaces the key that signs a log. The log announces the next key; the checkpoint that covers the announcement is
 * signed by the old key, every later one by the new. Killed in between, it is finished by the next signature.
 */
@Component
public class KeyRotation {

    private final Workspaces workspaces;
    private final Checkpoints checkpoints;
    private final CheckpointKeys keys;
    private final EntryLog log;
    private final Clock clock;

    KeyRotation(Workspaces workspaces, Checkpoints checkpoints, CheckpointKeys keys, EntryLog log, Clock clock) {
        this.workspaces = workspaces;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Announces the next key and signs with the old one. Call it outside the door.
     *
     * @return the new key as verifiers pin it
     * @throws IllegalStateException when the workspace has no events yet
     */
    public String run(WorkspaceId workspace, Actor by) {
        if (checkpoints.sign(workspace).isEmpty()) {
            throw new IllegalStateException("this workspace has no events, and so no key to replace");
        }
        CheckpointKey next = workspaces.within(workspace, () -> announced(workspace, by));
        checkpoints.sign(workspace);
        return next.verifierKey();
    }

    /** One that is announced and not in force yet is the next; a second beside it would never sign. */
    private CheckpointKey announced(WorkspaceId workspace, Actor by) {
        long signed = checkpoints.newest().orElseThrow().size();
        CheckpointKey newest = keys.newest().orElseThrow();
        if (newest.version() > keys.inForce(signed).orElseThrow().version()) {
            return newest;
        }
        CheckpointKey next = keys.make(workspace, newest.version() + 1);
        var event = new AuditEvent(AuditAction.KEY_ANNOUNCED, by, next.announcedAs(), "");
        keys.vouchForAnnouncing(next, AuditAction.KEY_ANNOUNCED);
        EntryLog.Place place = log.append(EventText.of(event, clock.instant(), RequestId.current()));
        keys.keep(next, place.index());
        return next;
    }
}

package dev.mullion.vault;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KmsKey;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Which workspaces have a key of their own in front of their keys. The key store's entry decides; the log tells when it
 * changed. Stopped in between, the same command run again tells it.
 */
@Component
public class KeyBindings {

    private static final String SUBJECT = "workspace-key";

    private final KeyRing keys;
    private final Workspaces workspaces;
    private final AuditTrail trail;

    KeyBindings(KeyRing keys, Workspaces workspaces, AuditTrail trail) {
        this.keys = keys;
        this.workspaces = workspaces;
        this.trail = trail;
    }

    /**
     * Wraps the keys of a workspace by {@code key}, once that has shown that it also unwraps.
     *
     * @throws dev.mullion.keys.KeysUnavailable when it does not, or the key so far is not to be had; nothing changes
     * @throws dev.mullion.tenancy.WorkspaceUnavailable when the workspace is suspended; nothing changes
     */
    public void bind(WorkspaceId workspace, KmsKey key, Actor actor) {
        requireOpen(workspace);
        keys.sets().bind(workspace.value(), key);
        told(workspace, new AuditEvent(AuditAction.KEY_BOUND, actor, SUBJECT, key.arn()));
    }

    /** Wraps them by the installation's own key again. */
    public void release(WorkspaceId workspace, Actor actor) {
        requireOpen(workspace);
        keys.sets().release(workspace.value());
        told(
                workspace,
                new AuditEvent(
                        AuditAction.KEY_RELEASED,
                        actor,
                        SUBJECT,
                        "wrapped by the installation's own key, " + keys.sets().sourceOf(workspace.value())));
    }

    /** What changes and cannot be recorded would be known to nobody. */
    private void requireOpen(WorkspaceId workspace) {
        keys.sets().ask(workspace.value()); // not what is remembered: the key may have been switched on just now
        workspaces.within(workspace, () -> true);
    }

    private void told(WorkspaceId workspace, AuditEvent event) {
        workspaces.within(workspace, () -> {
            boolean isNews = trail.last(Set.of(AuditAction.KEY_BOUND, AuditAction.KEY_RELEASED), SUBJECT)
                    .filter(last -> isSame(last, event))
                    .isEmpty();
            if (isNews) {
                trail.record(event);
            }
            return isNews;
        });
    }

    private static boolean isSame(AuditEntry last, AuditEvent event) {
        return last.verb().equals(event.action().word()) && event.detail().equals(last.detail());
    }
}

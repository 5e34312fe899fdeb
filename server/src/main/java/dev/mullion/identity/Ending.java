package dev.mullion.identity;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.Slug;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Ends workspaces for good. Nobody enters one from the first step on; that its keys are destroyed is recorded when they
 * are, and until then the ending can be repeated. By itself a server only goes on with what the key store says was
 * begun: a row of the database that says so may have been written by anybody who can send statements.
 */
@Component
public class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private final Workspaces workspaces;
    private final GlobalSql global;
    private final AuditTrail trail;
    private final KeyRing keys;

    Ending(Workspaces workspaces, GlobalSql global, AuditTrail trail, KeyRing keys) {
        this.workspaces = workspaces;
        this.global = global;
        this.trail = trail;
        this.keys = keys;
    }

    /** A workspace that can be ended: one that is there, or one whose ending was begun and not finished. */
    public Optional<Workspace> find(Slug slug) {
        return workspaces
                .find(slug)
                .or(() -> workspaces
                        .findErased(slug)
                        .filter(erased -> !isBegun(erased.id()) || unrecorded().contains(erased.id())));
    }

    /** The key store remembers it before anything of the keys goes. */
    private boolean isBegun(WorkspaceId workspace) {
        return keys.sets().isDestroyed(workspace.value());
    }

    /**
     * Ends a workspace, or goes on with it.
     *
     * @throws dev.mullion.keys.KeysUnavailable when the key store cannot be written: nobody enters it any more, and
     *     this is to be repeated
     */
    public void erase(WorkspaceId workspace, Actor by) {
        workspaces.erase(workspace);
        trail.recordOfInstallation(
                new AuditEvent(AuditAction.KEYS_DESTROYED, by, workspace.toString(), "workspace erased"));
    }

    /** What was begun before this server was stopped, or while the key store could not be written. */
    @EventListener(ApplicationReadyEvent.class)
    void finish() {
        for (WorkspaceId workspace : unrecorded()) {
            try {
                if (!isBegun(workspace)) {
                    LOG.error(
                            "{} stands as erased, but nobody has begun to destroy its keys: if it was erased, run"
                                    + " bin/mullion workspace erase again; if it was not, its row was changed by somebody",
                            workspace);
                    continue;
                }
                erase(workspace, Actor.system("erasing"));
                LOG.info("The erasing of {} was begun before and is finished now", workspace);
            } catch (RuntimeException anyReason) {
                // A server that may only read the key store serves all the same.
                LOG.error(
                        "{} is erased, but its keys are not destroyed yet ({}): run bin/mullion workspace erase again",
                        workspace,
                        anyReason.getClass().getSimpleName());
            }
        }
    }

    private List<WorkspaceId> unrecorded() {
        return global.sql("""
                select w.id
                  from workspace w
                 where w.state = 'erased'
                   and not exists (select
                                     from installation_event e
                                    where e.action = :destroyed
                                      and e.subject = 'wsp_' || w.id)
                """)
                .param("destroyed", AuditAction.KEYS_DESTROYED.word())
                .query((row, _) -> new WorkspaceId(row.getObject("id", UUID.class)))
                .list();
    }
}

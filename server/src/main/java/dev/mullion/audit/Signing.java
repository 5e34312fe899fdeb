package dev.mullion.audit;

import dev.mullion.keys.KeysUnavailable;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Signs each log some seconds after something was added to it. Writing goes on when signing does not: the checkpoint
 * grows old, and that is told.
 */
@Component
class Signing {

    private static final Logger LOG = LoggerFactory.getLogger(Signing.class);

    private final Workspaces workspaces;
    private final Checkpoints checkpoints;
    private final Unsigned unsigned;

    Signing(Workspaces workspaces, Checkpoints checkpoints, Unsigned unsigned) {
        this.workspaces = workspaces;
        this.checkpoints = checkpoints;
        this.unsigned = unsigned;
    }

    /** What another node, or this one before it was stopped, added and did not sign. */
    @EventListener(ApplicationReadyEvent.class)
    void catchUp() {
        workspaces.list().stream().map(Workspace::id).forEach(unsigned::add);
    }

    @Scheduled(fixedDelay = 10_000)
    void sign() {
        unsigned.take().forEach(this::sign);
    }

    private void sign(WorkspaceId workspace) {
        try {
            checkpoints.sign(workspace);
        } catch (SigningRefused refused) {
            LOG.error("The log of {} was not signed: {}", workspace, refused.getMessage());
        } catch (KeysUnavailable locked) {
            // Destroyed or locked: its next event, or the next start, asks again.
            LOG.warn("The log of {} is not signed: its keys are not to be had", workspace);
        } catch (DataAccessException | WorkspaceUnavailable later) {
            unsigned.add(workspace);
            LOG.warn(
                    "The log of {} could not be signed now: {}",
                    workspace,
                    later.getClass().getSimpleName());
        }
    }
}

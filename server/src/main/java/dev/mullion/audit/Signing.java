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
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Signs each log some seconds after something was added to it. Writing goes on when signing does not: it is tried again
 * until it does, the checkpoint grows old, and that is told.
 */
@Component
class Signing {

    private static final Logger LOG = LoggerFactory.getLogger(Signing.class);

    private final Workspaces workspaces;
    private final Checkpoints checkpoints;
    private final Unsigned unsigned;
    private final LateSignatures late;
    private final EntryLog log;

    Signing(Workspaces workspaces, Checkpoints checkpoints, Unsigned unsigned, LateSignatures late, EntryLog log) {
        this.workspaces = workspaces;
        this.checkpoints = checkpoints;
        this.unsigned = unsigned;
        this.late = late;
        this.log = log;
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
            takeOlder(workspace);
            checkpoints.sign(workspace);
            late.signed(workspace);
        } catch (WorkspaceUnavailable ended) {
            if (ended.worthRetrying()) {
                again(workspace, ended);
            }
        } catch (KeysUnavailable missing) {
            if (missing.reason() != KeysUnavailable.Reason.DESTROYED) {
                again(workspace, missing);
            }
        } catch (RuntimeException anyReason) {
            // What was taken to be signed waits nowhere else: one log's fault must not leave the others, or it,
            // unsigned.
            again(workspace, anyReason);
        }
    }

    /** Events of before the log that cannot be taken in keep nobody from signing those that are. */
    private void takeOlder(WorkspaceId workspace) {
        try {
            log.takeOlder(workspace);
        } catch (WorkspaceUnavailable | KeysUnavailable away) {
            throw away;
        } catch (RuntimeException untaken) {
            unsigned.add(workspace);
            LOG.error(
                    "Events of {} from before its log are not taken in, which is tried again: {}",
                    workspace,
                    untaken.getClass().getSimpleName());
        }
    }

    private void again(WorkspaceId workspace, RuntimeException why) {
        unsigned.add(workspace);
        if (late.failed(workspace)) {
            // Ours and the key store's messages name no secret; a driver's may name values.
            String told = why instanceof SigningRefused || why instanceof KeysUnavailable
                    ? String.valueOf(why.getMessage())
                    : why.getClass().getSimpleName();
            LOG.error("The log of {} is not signed, which is tried again: {}", workspace, told);
        }
    }
}

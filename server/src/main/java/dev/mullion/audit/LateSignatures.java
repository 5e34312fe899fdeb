package dev.mullion.audit;

import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Which logs this node could not sign, since when, and that their own events say so: once when it has lasted
 * {@link #PATIENCE}, and once when it is over. If that cannot be written, it is tried at the next signature.
 */
@Component
class LateSignatures {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(LateSignatures.class);

    private final Workspaces workspaces;
    private final AuditTrail trail;
    private final Clock clock;
    private final Map<WorkspaceId, Late> failing = new ConcurrentHashMap<>();

    LateSignatures(Workspaces workspaces, AuditTrail trail, Clock clock) {
        this.workspaces = workspaces;
        this.trail = trail;
        this.clock = clock;
    }

    private record Late(Instant since, boolean told) {}

    /** Notes a failure; true for the first of a row. */
    boolean failed(WorkspaceId workspace) {
        Instant now = clock.instant();
        Late known = failing.putIfAbsent(workspace, new Late(now, false));
        if (known != null && !known.told() && !now.isBefore(known.since().plus(PATIENCE))) {
            String detail = "the newest checkpoint could not be signed since " + EventText.time(known.since());
            boolean told = tell(workspace, AuditAction.SIGNING_LATE, detail, Outcome.FAILED);
            failing.put(workspace, new Late(known.since(), told));
        }
        return known == null;
    }

    void signed(WorkspaceId workspace) {
        Late known = failing.remove(workspace);
        if (known != null && known.told()) {
            String detail = "it could not be signed since " + EventText.time(known.since());
            tell(workspace, AuditAction.SIGNING_RESUMED, detail, Outcome.DONE);
        }
    }

    private boolean tell(WorkspaceId workspace, AuditAction action, String detail, Outcome outcome) {
        try {
            workspaces.within(workspace, () -> {
                trail.record(new AuditEvent(action, Actor.system("audit"), "checkpoint", detail, outcome));
                return true;
            });
            return true;
        } catch (RuntimeException e) {
            // Whatever it is: that it cannot be told must not keep the logs behind this one from being signed.
            LOG.error(
                    "That the log of {} is not signed could not be recorded: {}",
                    workspace,
                    e.getClass().getSimpleName());
            return false;
        }
    }
}

package dev.mullion.cli;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.checks.Check;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.Workspace;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.util.List;
import org.springframework.dao.DataAccessException;

/**
 * Records that a verification ran: once in the installation's own log, and in the trail of each workspace, where its
 * owner sees it. A workspace that cannot be reached does not keep it from the others.
 */
record VerificationRecord(Workspaces workspaces, AuditTrail trail) {

    /** One run writes in no more workspaces than that. */
    static final int MOST_WORKSPACES = 1_000;

    private static final int LONGEST = 500;

    /**
     * Writes it down.
     *
     * @param name of the verification
     * @param worst the worst outcome of its checks
     * @return in how many workspaces it could not be written
     */
    int of(String name, String summary, Check.Outcome worst) {
        String detail = summary.length() <= LONGEST ? summary : summary.substring(0, LONGEST - 3) + "...";
        AuditEvent event = new AuditEvent(action(worst), Actor.OPERATOR, name, detail);
        trail.recordOfInstallation(event);
        List<Workspace> active = workspaces.list().stream()
                .filter(workspace -> workspace.state() == Workspace.State.ACTIVE)
                .toList();
        long written = active.stream()
                .limit(MOST_WORKSPACES)
                .filter(workspace -> isWritten(workspace, event))
                .count();
        return active.size() - (int) written;
    }

    private static AuditAction action(Check.Outcome worst) {
        return switch (worst) {
            case OK -> AuditAction.VERIFICATION_RUN;
            case PARTIAL -> AuditAction.VERIFICATION_PARTIAL;
            case FAILED -> AuditAction.VERIFICATION_FAILED;
        };
    }

    private boolean isWritten(Workspace workspace, AuditEvent event) {
        try {
            return workspaces.within(workspace.id(), () -> {
                trail.record(event);
                return true;
            });
        } catch (WorkspaceUnavailable | DataAccessException _) {
            return false;
        }
    }
}

package dev.mullion.probes;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.tenancy.Actor;
import dev.mullion.trust.ControlFailed;
import dev.mullion.trust.ControlRecovered;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Records in the installation's own log when a promise broke, and when it was kept again. */
@Component
class BrokenPromises {

    private static final int LONGEST = 500;

    private final AuditTrail trail;

    BrokenPromises(AuditTrail trail) {
        this.trail = trail;
    }

    @EventListener
    void on(ControlFailed failed) {
        record(AuditAction.CONTROL_FAILED, failed.promise().value(), failed.what());
    }

    @EventListener
    void on(ControlRecovered recovered) {
        record(
                AuditAction.CONTROL_RECOVERED,
                recovered.promise().value(),
                recovered.now().word());
    }

    private void record(AuditAction action, String promise, String detail) {
        trail.recordOfInstallation(new AuditEvent(
                action,
                Actor.system("trust"),
                promise,
                detail.length() <= LONGEST ? detail : detail.substring(0, LONGEST)));
    }
}

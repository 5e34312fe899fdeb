package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditTrail;
import dev.mullion.web.view.part.Receipt;
import dev.mullion.web.view.part.Wording;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the last {@code verify residue} found, as the workspace's own trail tells it. */
@Component
class ResidueSearches {

    private static final Map<AuditAction, Receipt.Found> RUNS = Map.of(
            AuditAction.VERIFICATION_RUN, Receipt.Found.NOTHING,
            AuditAction.VERIFICATION_PARTIAL, Receipt.Found.NOTHING_IN_PART,
            AuditAction.VERIFICATION_FAILED, Receipt.Found.RAW);

    private final AuditTrail trail;

    ResidueSearches(AuditTrail trail) {
        this.trail = trail;
    }

    Receipt.@Nullable Search last(Wording wording) {
        return trail.last(RUNS.keySet(), "residue")
                .map(run -> new Receipt.Search(found(run.verb()), wording.moment(run.at())))
                .orElse(null);
    }

    private static Receipt.Found found(String action) {
        return RUNS.entrySet().stream()
                .filter(run -> run.getKey().word().equals(action))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }
}

package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditTrail;
import dev.mullion.web.view.part.Receipt;
import dev.mullion.web.view.part.Wording;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the last {@code verify residue} found, as the workspace's own trail tells it. */
@Component
class ResidueSearches {

    private static final Set<AuditAction> RUNS = Set.of(AuditAction.VERIFICATION_RUN, AuditAction.VERIFICATION_FAILED);

    private final AuditTrail trail;

    ResidueSearches(AuditTrail trail) {
        this.trail = trail;
    }

    Receipt.@Nullable Search last(Wording wording) {
        return trail.last(RUNS, "residue")
                .map(run -> new Receipt.Search(
                        run.verb().equals(AuditAction.VERIFICATION_RUN.word()), wording.moment(run.at())))
                .orElse(null);
    }
}

package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.finance.FinanceStatements;
import dev.mullion.identity.Caller;
import dev.mullion.identity.Doorway;
import dev.mullion.identity.Permission;
import dev.mullion.identity.Permission.Domain;
import dev.mullion.telemetry.finance.Duplicate.Reason;
import dev.mullion.tenancy.Actor;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** What a person with {@code finance:manage} says of what looks bought twice. */
@Controller
class DuplicatePages {

    static final Permission MANAGE = Permission.manage(Domain.FINANCE);

    private static final int MOST = 30;

    private final Doorway doorway;
    private final FinanceStatements statements;

    DuplicatePages(Doorway doorway, FinanceStatements statements) {
        this.doorway = doorway;
        this.statements = statements;
    }

    @Recorded(value = AuditAction.DUPLICATE_JUDGED, unless = Recorded.STANDS)
    @PostMapping("/w/{slug}/finance/duplicates")
    void judge(
            @PathVariable("slug") String slug,
            @RequestParam("reason") String word,
            @RequestParam("vendor") List<String> vendors,
            @RequestParam("is") String is,
            Caller caller,
            HttpServletResponse response) {
        Reason reason = Reason.named(word).orElseThrow(() -> new UnfitParameter("reason", "one that the page shows"));
        boolean isNone = is.equals("none");
        if (!isNone && !is.equals("open")) {
            throw UnfitParameter.oneOf("is", List.of("none", "open"));
        }
        if (vendors.size() > MOST) {
            throw new UnfitParameter("vendor", "said " + MOST + " times at most");
        }
        doorway.within(slug, caller, MANAGE, access -> {
            judge(reason, vendors, isNone, access.actor());
            return true;
        });
        response.setHeader("Location", "/w/" + slug + "/finance?done=" + (isNone ? "no-duplicate" : "asked-again"));
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }

    private void judge(Reason reason, List<String> vendors, boolean isNone, Actor by) {
        try {
            if (isNone) {
                statements.isNoDuplicate(reason, vendors, by);
            } else {
                statements.mayBeDuplicate(reason, vendors, by);
            }
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e);
        }
    }
}

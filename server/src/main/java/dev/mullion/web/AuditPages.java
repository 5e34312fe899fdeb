package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEntry;
import dev.mullion.audit.AuditFilter;
import dev.mullion.audit.AuditTrail;
import dev.mullion.audit.ChainState;
import dev.mullion.audit.Readers;
import dev.mullion.audit.Recorded;
import dev.mullion.identity.Caller;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.AuditPage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Link;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What happened in a workspace, and how far that is proved. */
@Controller
class AuditPages {

    private static final int ROWS = 100;

    private final Visits visits;
    private final AuditNames names;
    private final AuditTrail trail;
    private final ChainState chain;
    private final Readers readers;

    AuditPages(Visits visits, AuditNames names, AuditTrail trail, ChainState chain, Readers readers) {
        this.visits = visits;
        this.names = names;
        this.trail = trail;
        this.chain = chain;
        this.readers = readers;
    }

    @Recorded(value = AuditAction.AUDIT_READ, unless = Readers.TOLD)
    @GetMapping("/w/{slug}/audit")
    ModelAndView audit(
            @PathVariable("slug") String slug,
            @RequestParam Map<String, String> parameters,
            Caller caller,
            HttpServletRequest request) {
        AuditQuery query = AuditQuery.of(parameters);
        return visits.page(new Asked(slug, caller, request), Visit.AUDIT, "audit/page", visit -> page(visit, query));
    }

    private AuditPage page(Visit visit, AuditQuery query) {
        AuditFilter filter = query.filter();
        List<AuditEntry> entries = trail.newest(filter, ROWS);
        readers.read(visit.access().actor());
        AuditNames.Known known = names.here();
        String at = visit.href(Place.AUDIT);
        return new AuditPage(
                visit.still("Audit", Place.AUDIT),
                AuditWords.chain(chain.here(), at, query, visit.wording()),
                at,
                query.choices(known.people()),
                entries.stream()
                        .map(entry -> AuditWords.entry(entry, known, at, visit.wording()))
                        .toList(),
                entries.size() < ROWS
                        ? null
                        : new Link("Older", query.at(at, entries.getLast().index())),
                entries.isEmpty() ? empty(query) : null);
    }

    private static EmptyState empty(AuditQuery query) {
        return query.isEverything()
                ? new EmptyState("Nothing has happened yet.", "The first sign-in will be the first line.", null)
                : new EmptyState("Nothing like that has happened.", "Choose another kind, person or day.", null);
    }
}

package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditTrail;
import dev.mullion.identity.Caller;
import dev.mullion.identity.Members;
import dev.mullion.identity.Permission;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.AuditPage;
import dev.mullion.web.view.MembersPage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** Who may see what in a workspace, and what happened in it. */
@Controller
class PeoplePages {

    private static final int ROWS = 100;
    private static final Set<AuditAction> SIGN_IN = Set.of(AuditAction.SIGNED_IN);

    private final Visits visits;
    private final Members members;
    private final AuditTrail trail;

    PeoplePages(Visits visits, Members members, AuditTrail trail) {
        this.visits = visits;
        this.members = members;
        this.trail = trail;
    }

    @GetMapping("/w/{slug}/members")
    ModelAndView members(@PathVariable("slug") String slug, Caller caller, HttpServletRequest request) {
        return visits.page(
                new Asked(slug, caller, request),
                Visit.SETTINGS,
                "members/page",
                visit -> new MembersPage(
                        visit.still("Members", Place.MEMBERS),
                        members.list().stream()
                                .map(member -> member(member, caller, visit.wording()))
                                .toList()));
    }

    /** @param after the last event of the page before; one of another workspace is unknown here */
    @GetMapping("/w/{slug}/audit")
    ModelAndView audit(
            @PathVariable("slug") String slug,
            @RequestParam(name = "after", required = false) @Nullable String after,
            Caller caller,
            HttpServletRequest request) {
        UUID before = after == null ? null : event(after);
        return visits.page(new Asked(slug, caller, request), Visit.AUDIT, "audit/page", visit -> audit(visit, before));
    }

    private MembersPage.Member member(Members.Member member, Caller caller, Wording wording) {
        return new MembersPage.Member(
                member.profile().name(),
                member.profile().email().value(),
                member.permissions().granted().stream()
                        .map(Permission::toString)
                        .toList(),
                trail.last(SIGN_IN, member.person().toString())
                        .map(event -> wording.moment(event.at()))
                        .orElse(null),
                caller instanceof Caller.PersonCaller person && person.person().equals(member.person()));
    }

    private AuditPage audit(Visit visit, @Nullable UUID before) {
        List<AuditTrail.Entry> entries = trail.newest(before, ROWS);
        Map<String, String> names = members.list().stream()
                .collect(Collectors.toMap(
                        member -> member.person().toString(),
                        member -> member.profile().name()));
        String at = visit.href(Place.AUDIT);
        return new AuditPage(
                visit.still("Audit", Place.AUDIT),
                entries.stream()
                        .map(entry -> AuditWords.entry(entry, names, visit.wording()))
                        .toList(),
                entries.size() < ROWS
                        ? null
                        : new Link("Older", at + "?after=" + entries.getLast().id()),
                entries.isEmpty()
                        ? new EmptyState("Nothing has happened yet.", "The first sign-in will be the first line.", null)
                        : null);
    }

    private static UUID event(String text) {
        if (!text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        return UUID.fromString(text);
    }
}

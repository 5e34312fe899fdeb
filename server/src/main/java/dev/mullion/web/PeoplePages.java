package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditTrail;
import dev.mullion.identity.Caller;
import dev.mullion.identity.Members;
import dev.mullion.identity.Permission;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.MembersPage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Wording;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Who may see what in a workspace. */
@Controller
class PeoplePages {

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
}

package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.connectors.consent.CodeFlow;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.identity.Caller;
import dev.mullion.identity.ConnectLinkId;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.identity.Declined;
import dev.mullion.identity.Doorway;
import dev.mullion.identity.NotHere;
import dev.mullion.web.OwnerLinkStory.Wish;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.OwnerLinks;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Link;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Makes links to send to the owners of accounts, shows those that are open, and withdraws them. */
@Controller
class OwnerLinkPages {

    private final Visits visits;
    private final Doorway doorway;
    private final ConnectLinks links;
    private final OwnerLinkStory story;
    private final LinkedVendors vendors;
    private final Consents consents;

    OwnerLinkPages(
            Visits visits,
            Doorway doorway,
            ConnectLinks links,
            OwnerLinkStory story,
            LinkedVendors vendors,
            Consents consents) {
        this.visits = visits;
        this.doorway = doorway;
        this.links = links;
        this.story = story;
        this.vendors = vendors;
        this.consents = consents;
    }

    @GetMapping("/w/{slug}/integrations/connect/{connector}/links")
    ModelAndView all(
            @PathVariable("slug") String slug,
            @PathVariable("connector") String connector,
            Caller caller,
            HttpServletRequest request) {
        return page(new Asked(slug, caller, request), connector, _ -> new Wish.None());
    }

    /** The answer shows the link, and no other one does: what is loaded again makes another. */
    @Recorded(AuditAction.CONNECT_LINK_MADE)
    @PostMapping("/w/{slug}/integrations/connect/{connector}/links")
    ModelAndView make(
            @PathVariable("slug") String slug,
            @PathVariable("connector") String connector,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        return page(new Asked(slug, caller, request), connector, visit -> {
            Wish wish = made(visit, vendors.of(connector));
            if (wish instanceof Wish.Refused) {
                response.setStatus(HttpServletResponse.SC_CONFLICT);
            }
            return wish;
        });
    }

    private Wish made(Visit visit, LinkedVendor vendor) {
        String missing =
                consents.flow(vendor.connector()).flatMap(CodeFlow::missing).orElse(null);
        if (missing != null) {
            return new Wish.Refused("the person who runs this installation has to set " + missing + " first");
        }
        try {
            return new Wish.Made(links.make(vendor.connector(), visit.access().actor()));
        } catch (Declined e) {
            return new Wish.Refused(String.valueOf(e.getMessage()));
        }
    }

    private ModelAndView page(Asked asked, String connector, Function<Visit, Wish> wish) {
        return visits.page(asked, ConnectionChanges.MANAGE, "integrations/links", visit -> {
            LinkedVendor vendor = vendors.of(connector);
            Wish came = wish.apply(visit);
            String name = vendor.name();
            return new OwnerLinks.Page(
                    visit.still("A link to connect " + name, Place.INTEGRATIONS),
                    new Link("Connect " + name, visit.href(Place.INTEGRATIONS) + "/connect/" + connector),
                    story.of(visit, vendor, came));
        });
    }

    @Recorded(AuditAction.CONNECT_LINK_WITHDRAWN)
    @PostMapping("/w/{slug}/integrations/links/{link}/withdraw")
    void withdraw(
            @PathVariable("slug") String slug,
            @PathVariable("link") String link,
            Caller caller,
            HttpServletResponse response) {
        doorway.within(slug, caller, ConnectionChanges.MANAGE, access -> {
            links.withdraw(named(link), access.actor());
            return true;
        });
        response.setHeader("Location", "/w/" + slug + "/integrations?done=link-withdrawn");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }

    private static ConnectLinkId named(String text) {
        try {
            return ConnectLinkId.parse(text);
        } catch (IllegalArgumentException notAnId) {
            throw new NotHere();
        }
    }
}

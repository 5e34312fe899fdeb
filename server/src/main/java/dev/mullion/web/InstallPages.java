package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.connectors.consent.Consent;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.ConsentInstallations;
import dev.mullion.connectors.consent.ConsentInstallations.About;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.connectors.github.GitHubDoor;
import dev.mullion.identity.Access;
import dev.mullion.identity.Caller;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.identity.Doorway;
import dev.mullion.identity.NotHere;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.InstallPage;
import dev.mullion.web.view.InstallPage.Outcome;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.StateWord;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What a person sees before they install the App at GitHub, the way back, and what came of it. */
@Controller
class InstallPages {

    private static final String BEFORE = "/w/{slug}/integrations/connect/github";
    private static final String ARRIVED = BEFORE + "/{consent:csn_.+}";

    private final Visits visits;
    private final Doorway doorway;
    private final Consents consents;
    private final ConsentInstallations installations;
    private final GitHubDoor github;
    private final OwnerLinkStory links;
    private final GuestInstalls guests;
    private final LinkedVendors vendors;

    InstallPages(
            Visits visits,
            Doorway doorway,
            Consents consents,
            ConsentInstallations installations,
            GitHubDoor github,
            OwnerLinkStory links,
            GuestInstalls guests,
            LinkedVendors vendors) {
        this.visits = visits;
        this.doorway = doorway;
        this.consents = consents;
        this.installations = installations;
        this.github = github;
        this.links = links;
        this.guests = guests;
        this.vendors = vendors;
    }

    @GetMapping(BEFORE)
    ModelAndView before(@PathVariable("slug") String slug, Caller caller, HttpServletRequest request) {
        return visits.page(
                new Asked(slug, caller, request),
                ConnectionChanges.MANAGE,
                "integrations/install",
                visit -> page(visit, null));
    }

    /** The browser leaves from the answer: the policy of this site lets no form go elsewhere. */
    @Recorded(AuditAction.CONSENT_ASKED)
    @PostMapping(BEFORE)
    ModelAndView leave(
            @PathVariable("slug") String slug,
            @RequestParam(name = "way", required = false) @Nullable String way,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        InstallPage page = visits.open(
                new Asked(slug, caller, request),
                ConnectionChanges.MANAGE,
                visit -> page(visit, way(visit.access(), way).toString()));
        Onward.to(page.vendorPage(), response);
        return new ModelAndView("integrations/install", "page", page);
    }

    private URI way(Access access, @Nullable String way) {
        if (github.missing().isPresent()) {
            throw new NotHere();
        }
        return switch (way) {
            case "install" -> consents.begin(github, access.workspace().slug(), access.actor());
            case "installed" -> consents.begin(github, access.workspace().slug(), access.actor(), github::signIn);
            case null, default -> throw UnfitParameter.oneOf("way", List.of("install", "installed"));
        };
    }

    private InstallPage page(Visit visit, @Nullable String vendorPage) {
        LinkedVendor vendor = vendors.of(GuestInstalls.VENDOR);
        var said = vendor.manifest();
        return new InstallPage(
                visit.still("Connect GitHub", Place.INTEGRATIONS),
                new Link("Integrations", visit.href(Place.INTEGRATIONS)),
                said.vendor(),
                ConnectionStory.manifest(said),
                said.neverAsks(),
                visit.href(Place.INTEGRATIONS) + "/connect/github",
                vendorPage,
                github.missing().orElse(null),
                github.missing().isEmpty() ? links.of(visit, vendor, new OwnerLinkStory.Wish.None()) : null);
    }

    /**
     * Back from GitHub. The state says which workspace; the doorway, whether this person may act there. Who came by a
     * link has another kind of state, and no person is asked for.
     */
    @Recorded({AuditAction.CONSENT_ANSWERED, AuditAction.CONSENT_REFUSED})
    @GetMapping("/connect/github")
    @Nullable ModelAndView back(
            @RequestParam(name = "state", required = false) @Nullable String state,
            @RequestParam(name = "code", required = false) @Nullable String code,
            @RequestParam(name = "installation_id", required = false) @Nullable String installation,
            @RequestParam(name = "setup_action", required = false) @Nullable String action,
            @RequestParam(name = "error", required = false) @Nullable String error,
            Optional<Caller> caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        String given = Optional.ofNullable(state).orElseThrow(NotHere::new);
        Brought brought = new Brought(code, installation, action, error);
        if (given.startsWith(ConnectLinks.MARK)) {
            return guests.back(given, brought, request, response);
        }
        Caller member = caller.orElseThrow(NotHere::new);
        String slug = Consents.workspaceOf(given).orElseThrow(NotHere::new);
        String next =
                doorway.within(slug, member, ConnectionChanges.MANAGE, access -> answered(given, brought, access));
        response.setHeader("Location", "/w/" + slug + "/integrations" + next);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        return null;
    }

    private String answered(String state, Brought brought, Access access) {
        if (!brought.isWhole()) {
            return consents.declined(github, state, access.actor(), brought.why())
                    .map(_ -> brought.isRequest() ? "?done=github-requested" : "?done=github-declined")
                    .orElse("?done=github-stale");
        }
        byte[] bytes = brought.bytes();
        try {
            Optional<ConsentId> id = consents.answered(github, state, access.actor(), bytes);
            id.ifPresent(consent -> brought.number().ifPresent(number -> installations.named(consent, number)));
            return id.map(consent -> "/connect/github/" + consent).orElse("?done=github-stale");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @GetMapping(ARRIVED)
    ModelAndView arrived(
            @PathVariable("slug") String slug,
            @PathVariable("consent") String consent,
            Caller caller,
            HttpServletRequest request) {
        return arrived(new Asked(slug, caller, request), consent, "integrations/arrived");
    }

    @GetMapping(ARRIVED + "/live")
    ModelAndView arrivedLive(
            @PathVariable("slug") String slug,
            @PathVariable("consent") String consent,
            Caller caller,
            HttpServletRequest request) {
        return arrived(new Asked(slug, caller, request), consent, "integrations/arrived-refresh");
    }

    private ModelAndView arrived(Asked asked, String named, String template) {
        return visits.page(asked, ConnectionChanges.MANAGE, template, visit -> {
            Consent consent = ConsentId.parse(named)
                    .flatMap(consents::find)
                    .filter(found -> found.connector().equals(github.connector()))
                    .orElseThrow(NotHere::new);
            return new InstallPage.Arrived(
                    visit.still("Connect GitHub", Place.INTEGRATIONS),
                    new Link("Integrations", visit.href(Place.INTEGRATIONS)),
                    vendors.of(GuestInstalls.VENDOR).name(),
                    outcome(visit, consent));
        });
    }

    private Outcome outcome(Visit visit, Consent consent) {
        String at = visit.href(Place.INTEGRATIONS);
        return switch (consent.state()) {
            case ASKED, SEALED, CHOOSING ->
                new Outcome(
                        StateWord.waits("Being judged"),
                        "GitHub is asked who owns the installation. This takes some seconds.",
                        at + "/connect/github/" + consent.id() + "/live",
                        null);
            case LIVE ->
                new Outcome(
                        StateWord.active("Connected"),
                        "You were shown to own the installation. Its history is being read, newest first.",
                        null,
                        installations
                                .of(consent.id())
                                .map(About::connection)
                                .map(id -> new Link("To the connection", at + "/" + id))
                                .orElse(null));
            case ENDED ->
                new Outcome(
                        StateWord.refused("Not connected"),
                        "Nothing was connected, and nothing is stored: " + consent.said() + ".",
                        null,
                        new Link("Try again", at + "/connect/github"));
        };
    }
}

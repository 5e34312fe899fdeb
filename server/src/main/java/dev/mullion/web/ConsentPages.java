package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.connectors.Manifest;
import dev.mullion.connectors.consent.CodeFlow;
import dev.mullion.connectors.consent.Consent;
import dev.mullion.connectors.consent.ConsentAccounts;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.identity.Caller;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.identity.Doorway;
import dev.mullion.identity.NotHere;
import dev.mullion.tenancy.Actor;
import dev.mullion.web.Visits.Asked;
import dev.mullion.web.view.ConsentPage;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.part.Link;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/** What a person sees before they are sent to a vendor, the way back, and the choice among what they opened. */
@Controller
class ConsentPages {

    private static final String VENDOR = "xero";

    private final Visits visits;
    private final Doorway doorway;
    private final Consents consents;
    private final OwnerLinkStory links;
    private final GuestConsents guests;
    private final LinkedVendors vendors;

    ConsentPages(
            Visits visits,
            Doorway doorway,
            Consents consents,
            OwnerLinkStory links,
            GuestConsents guests,
            LinkedVendors vendors) {
        this.visits = visits;
        this.doorway = doorway;
        this.consents = consents;
        this.links = links;
        this.guests = guests;
        this.vendors = vendors;
    }

    @GetMapping("/w/{slug}/integrations/connect/xero")
    ModelAndView before(@PathVariable("slug") String slug, Caller caller, HttpServletRequest request) {
        return visits.page(
                new Asked(slug, caller, request),
                ConnectionChanges.MANAGE,
                "integrations/consent",
                visit -> page(visit, null));
    }

    /** The browser leaves from the answer: the policy of this site lets no form go elsewhere. */
    @Recorded(AuditAction.CONSENT_ASKED)
    @PostMapping("/w/{slug}/integrations/connect/xero")
    ModelAndView leave(
            @PathVariable("slug") String slug,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        ConsentPage page = visits.open(
                new Asked(slug, caller, request),
                ConnectionChanges.MANAGE,
                visit -> page(
                        visit,
                        consents.begin(
                                        flow(),
                                        visit.access().workspace().slug(),
                                        visit.access().actor())
                                .toString()));
        Onward.to(page.vendorPage(), response);
        return new ModelAndView("integrations/consent", "page", page);
    }

    private CodeFlow flow() {
        return consents.flow(VENDOR).filter(flow -> flow.missing().isEmpty()).orElseThrow(NotHere::new);
    }

    private ConsentPage page(Visit visit, @Nullable String vendorPage) {
        LinkedVendor vendor = vendors.of(VENDOR);
        Manifest said = vendor.manifest();
        String missing = consents.flow(VENDOR).flatMap(CodeFlow::missing).orElse(null);
        return new ConsentPage(
                visit.still("Connect Xero", Place.INTEGRATIONS),
                new Link("Integrations", visit.href(Place.INTEGRATIONS)),
                said.vendor(),
                ConnectionStory.manifest(said),
                said.neverAsks(),
                visit.href(Place.INTEGRATIONS) + "/connect/xero",
                vendorPage,
                missing,
                missing == null ? links.of(visit, vendor, new OwnerLinkStory.Wish.None()) : null);
    }

    /**
     * Back from Xero. The state says which workspace; the doorway, whether this person may act there. Who came by a
     * link has another kind of state, and no person is asked for.
     */
    @Recorded({AuditAction.CONSENT_ANSWERED, AuditAction.CONSENT_REFUSED})
    @GetMapping("/connect/xero")
    @Nullable ModelAndView back(
            @RequestParam("state") String state,
            @RequestParam(name = "code", required = false) @Nullable String code,
            @RequestParam(name = "error", required = false) @Nullable String error,
            Optional<Caller> caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (state.startsWith(ConnectLinks.MARK)) {
            return guests.back(new GuestConsents.Sent("xero", state), error == null ? code : null, request, response);
        }
        see(response, back(state, code == null || error != null ? "" : code, caller.orElseThrow(NotHere::new)));
        return null;
    }

    private String back(String state, String code, Caller caller) {
        String slug = Consents.workspaceOf(state).orElseThrow(NotHere::new);
        String done = doorway.within(slug, caller, ConnectionChanges.MANAGE, access -> {
            if (code.isEmpty() || code.length() > GuestConsents.LONGEST_CODE) {
                return consents.declined(flow(), state, access.actor(), "nothing was consented to at Xero")
                                .isPresent()
                        ? "declined"
                        : "stale";
            }
            byte[] bytes = code.getBytes(StandardCharsets.UTF_8);
            try {
                return consents.answered(flow(), state, access.actor(), bytes).isPresent() ? "consented" : "stale";
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        });
        return "/w/" + slug + "/integrations?done=" + done;
    }

    @GetMapping("/w/{slug}/integrations/consents/{consent}")
    ModelAndView choose(
            @PathVariable("slug") String slug,
            @PathVariable("consent") String consent,
            Caller caller,
            HttpServletRequest request) {
        return choose(new Asked(slug, caller, request), consent, null);
    }

    /** @param taken an account that another workspace turned out to have; null: none */
    private ModelAndView choose(Asked asked, String consent, @Nullable UUID taken) {
        String slug = asked.slug();
        Caller caller = asked.caller();
        // Names are asked of the vendor, so outside of the door; who may not act there is turned away first.
        Consent found = doorway.within(slug, caller, ConnectionChanges.MANAGE, _ -> found(consent));
        Map<UUID, String> names = doorway.belongsTo(slug, caller)
                .map(workspace -> flow().names(workspace, found.id()).stream()
                        .collect(Collectors.toMap(CodeFlow.Named::account, CodeFlow.Named::name)))
                .orElseThrow(NotHere::new);
        String said = taken == null
                ? null
                : "Nothing was connected: " + named(taken, names)
                        + " is connected to another workspace already; leave it out, or disconnect it there first";
        return visits.page(
                asked, ConnectionChanges.MANAGE, "integrations/choose", visit -> choices(visit, found, names, said));
    }

    private static String named(UUID account, Map<UUID, String> names) {
        return names.getOrDefault(account, "Organisation " + account);
    }

    private static ConsentPage.Choices choices(
            Visit visit, Consent found, Map<UUID, String> names, @Nullable String said) {
        return new ConsentPage.Choices(
                visit.still("Choose organisations", Place.INTEGRATIONS),
                new Link("Integrations", visit.href(Place.INTEGRATIONS)),
                visit.href(Place.INTEGRATIONS) + "/consents/" + found.id(),
                said,
                found.state() == Consent.State.CHOOSING,
                found.accounts().stream()
                        .map(account -> new ConsentPage.Choice(
                                account.account().toString(),
                                named(account.account(), names),
                                account.connection() != null))
                        .toList());
    }

    @Recorded(AuditAction.CONSENT_USED)
    @PostMapping("/w/{slug}/integrations/consents/{consent}")
    @Nullable ModelAndView chosen(
            @PathVariable("slug") String slug,
            @PathVariable("consent") String consent,
            @RequestParam(name = "account", defaultValue = "") List<String> accounts,
            @RequestParam(name = "none", required = false) @Nullable String none,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            doorway.within(slug, caller, ConnectionChanges.MANAGE, access -> {
                chosen(found(consent), accounts, none != null, access.actor());
                return true;
            });
        } catch (ConsentAccounts.Elsewhere elsewhere) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            return choose(new Asked(slug, caller, request), consent, elsewhere.account());
        }
        see(response, "/w/" + slug + "/integrations");
        return null;
    }

    private void chosen(Consent consent, List<String> accounts, boolean isNone, Actor actor) {
        try {
            if (isNone) {
                consents.chooseNone(consent.id(), actor);
            } else {
                consents.choose(
                        consent.id(), accounts.stream().map(UUID::fromString).toList(), actor);
            }
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e);
        }
    }

    /** One of Xero's, that there is something to choose from. */
    private Consent found(String consent) {
        return ConsentId.parse(consent)
                .flatMap(consents::find)
                .filter(found -> found.connector().equals("xero"))
                .filter(found -> found.state() == Consent.State.CHOOSING || found.state() == Consent.State.LIVE)
                .orElseThrow(NotHere::new);
    }

    private static void see(HttpServletResponse response, String address) {
        response.setHeader("Location", address);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }
}

package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.KeyPastes;
import dev.mullion.connectors.KeyVendors;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.identity.Credential;
import dev.mullion.ingest.sync.FirstTries;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.web.GuestStory.Came;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What the owner of an account does by a link that they were sent, without being known here. */
@Controller
class GuestPages {

    private final ConnectLinks links;
    private final KeyVendors vendors;
    private final KeyPastes keys;
    private final FirstTries tries;
    private final GuestConsents consents;
    private final GuestInstalls installs;
    private final GuestStory story;

    GuestPages(
            ConnectLinks links,
            KeyVendors vendors,
            KeyPastes keys,
            FirstTries tries,
            GuestConsents consents,
            GuestInstalls installs,
            GuestStory story) {
        this.links = links;
        this.vendors = vendors;
        this.keys = keys;
        this.tries = tries;
        this.consents = consents;
        this.installs = installs;
        this.story = story;
    }

    /** Uses nothing up: previews of links in mail and chat come here too. */
    @GetMapping(ConnectLinks.PATH + "{secret}")
    ModelAndView look(
            @PathVariable("secret") String secret,
            @RequestParam(name = "done", required = false) @Nullable String done,
            HttpServletRequest request,
            HttpServletResponse response) {
        String said = switch (done) {
            case "declined" -> "Nothing was consented to, and nothing was connected";
            case "requested" ->
                "An owner at GitHub was asked to install the App, and nothing was connected; an owner connects it by this"
                        + " link";
            case null, default -> null;
        };
        return links.opened(Credential.of(secret))
                .map(guest -> story.page(guest, new Came(secret, request), null, said))
                .orElseGet(() -> GuestStory.spent(response));
    }

    /** Whether the link works comes before everything that may be wrong with the form. */
    @Recorded({AuditAction.CONNECT_LINK_USED, AuditAction.CONNECTION_ADDED, AuditAction.CONSENT_ASKED})
    @PostMapping(ConnectLinks.PATH + "{secret}")
    ModelAndView go(
            @PathVariable("secret") String secret,
            @RequestAttribute(name = Pasted.ATTRIBUTE, required = false) @Nullable Pasted pasted,
            @RequestParam(name = "way", required = false) @Nullable String way,
            HttpServletRequest request,
            HttpServletResponse response) {
        Came came = new Came(secret, request);
        Optional<ConnectLinks.Guest> guest = links.opened(Credential.of(secret));
        if (guest.isEmpty()) {
            return GuestStory.spent(response);
        }
        String connector = guest.get().connector();
        Optional<PastedKeys> vendor = vendors.of(connector);
        if (vendor.isPresent()) {
            return pasted(guest.get(), came, vendor.get(), pasted, response);
        }
        return connector.equals(GuestInstalls.VENDOR)
                ? installs.leave(came, way, response)
                : consents.leave(came, response);
    }

    /** What was made of a key, to be found again outside of the door. */
    private record Handed(WorkspaceId workspace, ConnectionId connection) {}

    private ModelAndView pasted(
            ConnectLinks.Guest guest,
            Came came,
            PastedKeys vendor,
            @Nullable Pasted pasted,
            HttpServletResponse response) {
        if (pasted == null) {
            return refused(guest, came, "Not taken: the form did not come as this page sends it", response);
        }
        try {
            return switch (links.begin(
                    Credential.of(came.secret()),
                    by -> new Handed(Workspaces.bound(), keys.connect(vendor, pasted.bytes(), by.actor())))) {
                case ConnectLinks.Try.Begun<Handed>(Handed handed) -> tried(guest, came, handed, response);
                case ConnectLinks.Try.UnderWay<Handed> _ -> {
                    response.setStatus(HttpServletResponse.SC_CONFLICT);
                    yield story.page(
                            guest,
                            came,
                            null,
                            "Not taken: a key that was pasted here is being tried just now; load this page again in a"
                                    + " minute");
                }
                case ConnectLinks.Try.Nothing<Handed> _ -> GuestStory.spent(response);
            };
        } catch (IllegalArgumentException e) {
            return refused(guest, came, "Not taken: " + e.getMessage(), response);
        } catch (Connections.OtherMode _) {
            // What is connected already is the workspace's own business.
            return refused(
                    guest, came, "Not taken: the workspace takes no key of this mode; ask who sent the link", response);
        }
    }

    /** Waits outside of the door. A key that the vendor refuses leaves the link as it was. */
    private ModelAndView tried(ConnectLinks.Guest guest, Came came, Handed handed, HttpServletResponse response) {
        FirstTries.Outcome outcome = tries.await(handed.workspace(), handed.connection());
        links.settle(Credential.of(came.secret()), !(outcome instanceof FirstTries.Outcome.Refused));
        return switch (outcome) {
            case FirstTries.Outcome.Works _ ->
                story.done(guest, story.vendor(guest) + " accepts the key, and what it opens is being read.", null);
            case FirstTries.Outcome.Waits _ ->
                story.done(
                        guest,
                        "The key is sealed, and whether " + story.vendor(guest)
                                + " accepts it is not known yet: it is tried again by itself, and whoever sent the link"
                                + " sees what comes of it.",
                        null);
            case FirstTries.Outcome.Refused refused -> refused(guest, came, "Not taken: " + refused.why(), response);
        };
    }

    /** The link stays as it was. */
    private ModelAndView refused(ConnectLinks.Guest guest, Came came, String why, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        return story.page(guest, came, null, why);
    }
}

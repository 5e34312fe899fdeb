package dev.mullion.web;

import dev.mullion.connectors.KeyVendors;
import dev.mullion.connectors.Manifest;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.web.view.ConnectPage;
import dev.mullion.web.view.KeyPage;
import dev.mullion.web.view.part.Wording;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** The pages of who came by a link: of the workspace they show its name, and nothing else. */
@Component
class GuestStory {

    private final LinkedVendors vendors;
    private final KeyVendors keys;
    private final Clock clock;

    GuestStory(LinkedVendors vendors, KeyVendors keys, Clock clock) {
        this.vendors = vendors;
        this.keys = keys;
        this.clock = clock;
    }

    /** The link as its holder has it, and the request that came with it. */
    record Came(String secret, HttpServletRequest request) {

        String address() {
            return ConnectLinks.PATH + secret;
        }

        @Override
        public String toString() {
            return "[redacted link]";
        }
    }

    /**
     * What is asked for, and what comes next.
     *
     * @param vendorPage where a consent goes on; null before that was asked for
     * @param said what happened just now; null where nothing did
     */
    ModelAndView page(ConnectLinks.Guest guest, Came came, @Nullable String vendorPage, @Nullable String said) {
        LinkedVendor vendor = vendors.of(guest.connector());
        Manifest manifest = vendor.manifest();
        Wording wording = new Wording(Visits.locale(came.request()), ZoneOffset.UTC, clock.instant());
        return new ModelAndView(
                "connect/page",
                "page",
                new ConnectPage(
                        manifest.vendor(),
                        guest.workspace(),
                        guest.askedBy(),
                        wording.moment(wording.now()),
                        wording.moment(guest.expiresAt()),
                        new ConnectPage.Step(
                                came.address(),
                                paste(vendor, came),
                                vendorPage,
                                vendor.connector().equals(GuestInstalls.VENDOR)),
                        said,
                        ConnectionStory.manifest(manifest),
                        manifest.neverAsks(),
                        Visits.csrf(came.request())));
    }

    private KeyPage.@Nullable Form paste(LinkedVendor vendor, Came came) {
        return keys.of(vendor.connector())
                .map(known -> KeyStory.first(came.address(), known, vendor))
                .orElse(null);
    }

    /** Its name, as it is shown. */
    String vendor(ConnectLinks.Guest guest) {
        return vendors.of(guest.connector()).name();
    }

    /** @param at where the vendor's own page of it is; null where that is not known */
    ModelAndView done(ConnectLinks.Guest guest, String next, @Nullable String at) {
        return new ModelAndView(
                "connect/done", "page", new ConnectPage.Done(vendor(guest), guest.workspace(), next, at));
    }

    static ModelAndView spent(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_GONE);
        return new ModelAndView("connect/spent", "page", new ConnectPage.Spent((int) ConnectLinks.LIFE.toMinutes()));
    }
}

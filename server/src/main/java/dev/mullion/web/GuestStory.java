package dev.mullion.web;

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

    private final Clock clock;

    GuestStory(Clock clock) {
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
        LinkedVendor vendor = LinkedVendor.of(guest.connector());
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
                                came.address(), paste(vendor, came), vendorPage, vendor == LinkedVendor.GITHUB),
                        said,
                        ConnectionStory.manifest(manifest),
                        manifest.neverAsks(),
                        Visits.csrf(came.request())));
    }

    private static KeyPage.@Nullable Form paste(LinkedVendor vendor, Came came) {
        return switch (vendor) {
            case STRIPE ->
                new KeyPage.Form(
                        came.address(), "", "Restricted key", "starts with rk_live_ or rk_test_", "Connect Stripe");
            case GITHUB, XERO -> null;
        };
    }

    /** @param at where the vendor's own page of it is; null where that is not known */
    ModelAndView done(ConnectLinks.Guest guest, String next, @Nullable String at) {
        return new ModelAndView(
                "connect/done",
                "page",
                new ConnectPage.Done(
                        LinkedVendor.of(guest.connector()).manifest().vendor(), guest.workspace(), next, at));
    }

    static ModelAndView spent(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_GONE);
        return new ModelAndView("connect/spent", "page", new ConnectPage.Spent((int) ConnectLinks.LIFE.toMinutes()));
    }
}

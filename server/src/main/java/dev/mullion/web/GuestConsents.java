package dev.mullion.web;

import dev.mullion.connectors.consent.CodeFlow;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.connectors.consent.Traveller;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.identity.ConnectLinks.Guest;
import dev.mullion.web.GuestStory.Came;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/**
 * The way to a vendor's consent and back for who came by a link. No session is asked for: the way back is good in the
 * browser that left, for the link that it left by, once. The link is used up by coming back with a consent, and by
 * nothing before.
 */
@Component
class GuestConsents {

    static final int LONGEST_CODE = 2_000;

    private final ConnectLinks links;
    private final Consents consents;
    private final GuestStory story;

    GuestConsents(ConnectLinks links, Consents consents, GuestStory story) {
        this.links = links;
        this.consents = consents;
        this.story = story;
    }

    /** Prepares the way: whoever left by the same link before comes back in vain. */
    ModelAndView leave(Came came, HttpServletResponse response) {
        return leave(came, null, response);
    }

    /** @param page of a vendor that has more than one; null: the one that it has */
    ModelAndView leave(Came came, Consents.@Nullable Page page, HttpServletResponse response) {
        GuestCookie cookie = GuestCookie.of(came.secret());
        return links.visit(
                        cookie.secret(),
                        guest -> flow(guest)
                                .map(flow -> consents.beginAt(
                                                flow,
                                                ConnectLinks.MARK,
                                                traveller(guest, cookie),
                                                page == null ? (_, state) -> flow.page(state) : page)
                                        .map(way -> left(guest, came, cookie, way, response))
                                        .orElseGet(() -> wornOut(guest, came, response))))
                .orElseGet(() -> GuestStory.spent(response));
    }

    private ModelAndView left(Guest guest, Came came, GuestCookie cookie, URI way, HttpServletResponse response) {
        response.addHeader("Set-Cookie", cookie.header().toString());
        Onward.to(way.toString(), response);
        return story.page(guest, came, way.toString(), null);
    }

    /** The way that was prepared last is as good as before. */
    private ModelAndView wornOut(Guest guest, Came came, HttpServletResponse response) {
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        return story.page(
                guest,
                came,
                null,
                "The way was prepared " + Consents.MOST_DEPARTURES
                        + " times by this link, and is not prepared again; ask who sent the link for a new one");
    }

    /**
     * What came back, and to whose address: a way to one vendor is none from another.
     *
     * @param connector whose address it is
     */
    record Sent(String connector, String state) {

        @Override
        public String toString() {
            return "[redacted way back from " + connector + "]";
        }
    }

    /**
     * Back from a vendor that sends people to an address of its own.
     *
     * @param code null where nothing was consented to
     */
    @Nullable ModelAndView back(Sent sent, @Nullable String code, HttpServletRequest request, HttpServletResponse response) {
        Optional<GuestCookie> cookie = GuestCookie.in(request);
        if (cookie.isEmpty()) {
            return GuestStory.spent(response);
        }
        if (code == null || code.isEmpty() || code.length() > LONGEST_CODE) {
            return declined(
                    sent, cookie.get(), new Declined("nothing was consented to at the vendor", "declined"), response);
        }
        byte[] bytes = code.getBytes(StandardCharsets.UTF_8);
        try {
            Optional<ModelAndView> done = links.use(
                    cookie.get().secret(),
                    guest -> flow(guest, sent)
                            .flatMap(flow ->
                                    consents.answered(flow, sent.state(), traveller(guest, cookie.get()), bytes))
                            .map(_ -> story.done(guest, "It is read as soon as the consent is taken up there.", null)));
            return done.map(page -> {
                        response.addHeader("Set-Cookie", GuestCookie.gone().toString());
                        return page;
                    })
                    .orElseGet(() -> GuestStory.spent(response));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Somebody came back with nothing.
     *
     * @param why in Mullion's own words
     * @param done what the link's page says then
     */
    record Declined(String why, String done) {}

    /** The link stays as it was, and its page is shown again. */
    @Nullable ModelAndView declined(Sent sent, GuestCookie cookie, Declined nothing, HttpServletResponse response) {
        Optional<?> declined = links.visit(
                cookie.secret(),
                guest -> flow(guest, sent)
                        .flatMap(flow ->
                                consents.declined(flow, sent.state(), traveller(guest, cookie), nothing.why())));
        if (declined.isEmpty()) {
            return GuestStory.spent(response);
        }
        response.setHeader("Location", ConnectLinks.PATH + cookie.link() + "?done=" + nothing.done());
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        return null;
    }

    private Optional<CodeFlow> flow(Guest guest, Sent sent) {
        return flow(guest).filter(flow -> flow.connector().equals(sent.connector()));
    }

    private Optional<CodeFlow> flow(Guest guest) {
        return consents.flow(guest.connector()).filter(flow -> flow.missing().isEmpty());
    }

    static Traveller traveller(Guest guest, GuestCookie cookie) {
        return Traveller.byLink(guest.actor(), cookie.hash());
    }
}

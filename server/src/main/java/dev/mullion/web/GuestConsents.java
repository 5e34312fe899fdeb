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
        GuestCookie cookie = GuestCookie.of(came.secret());
        return links.visit(
                        cookie.secret(),
                        guest -> flow(guest)
                                .map(flow -> consents.begin(flow, ConnectLinks.MARK, traveller(guest, cookie))
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
     * Back from the vendor.
     *
     * @param code null where nothing was consented to
     */
    @Nullable ModelAndView back(String state, @Nullable String code, HttpServletRequest request, HttpServletResponse response) {
        Optional<GuestCookie> cookie = GuestCookie.in(request);
        if (cookie.isEmpty()) {
            return GuestStory.spent(response);
        }
        if (code == null || code.isEmpty() || code.length() > LONGEST_CODE) {
            return declined(state, cookie.get(), response);
        }
        byte[] bytes = code.getBytes(StandardCharsets.UTF_8);
        try {
            Optional<ModelAndView> done = links.use(
                    cookie.get().secret(),
                    guest -> flow(guest)
                            .flatMap(flow -> consents.answered(flow, state, traveller(guest, cookie.get()), bytes))
                            .map(_ -> story.done(guest, "It is read as soon as the consent is taken up there.")));
            return done.map(page -> {
                        response.addHeader("Set-Cookie", GuestCookie.gone().toString());
                        return page;
                    })
                    .orElseGet(() -> GuestStory.spent(response));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** The link stays as it was, and its page is shown again. */
    private @Nullable ModelAndView declined(String state, GuestCookie cookie, HttpServletResponse response) {
        Optional<?> declined = links.visit(
                cookie.secret(),
                guest -> flow(guest)
                        .flatMap(flow -> consents.declined(
                                flow, state, traveller(guest, cookie), "nothing was consented to at the vendor")));
        if (declined.isEmpty()) {
            return GuestStory.spent(response);
        }
        response.setHeader("Location", ConnectLinks.PATH + cookie.link() + "?done=declined");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        return null;
    }

    private Optional<CodeFlow> flow(Guest guest) {
        return consents.flow(guest.connector()).filter(flow -> flow.missing().isEmpty());
    }

    private static Traveller traveller(Guest guest, GuestCookie cookie) {
        return Traveller.byLink(guest.actor(), cookie.hash());
    }
}

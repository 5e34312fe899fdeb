package dev.mullion.web;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.Recorded;
import dev.mullion.identity.Caller;
import dev.mullion.identity.Credential;
import dev.mullion.identity.PublicAddress;
import dev.mullion.identity.Session;
import dev.mullion.identity.SessionCookie;
import dev.mullion.identity.SignIn;
import dev.mullion.web.view.LinkPage;
import dev.mullion.web.view.LinkPage.State;
import dev.mullion.web.view.SignedOutPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** The way in by a one-time link, and the way out. */
@Controller
class DoorPages {

    private static final String COMMAND = "bin/mullion person link you@example.com";

    private final SignIn signIn;
    private final PublicAddress address;

    DoorPages(SignIn signIn, PublicAddress address) {
        this.signIn = signIn;
        this.address = address;
    }

    /** Uses nothing up: previews of links in mail and chat come here too. */
    @GetMapping("/link/{secret}")
    ModelAndView link(@PathVariable("secret") String secret, HttpServletRequest request, HttpServletResponse response) {
        return signIn.opens(Credential.of(secret))
                ? page(State.USABLE, "/link/" + secret, request)
                : spent(request, response);
    }

    @Recorded(AuditAction.SIGNED_IN)
    @PostMapping("/link/{secret}")
    @org.jspecify.annotations.Nullable ModelAndView open(@PathVariable("secret") String secret, HttpServletRequest request, HttpServletResponse response) {
        Optional<Session> session = signIn.open(Credential.of(secret));
        if (session.isEmpty()) {
            return spent(request, response);
        }
        enter(session.get(), "/", response);
        return null;
    }

    @Recorded(AuditAction.SIGNED_OUT)
    @PostMapping("/sign-out")
    void signOut(Caller caller, HttpServletResponse response) {
        if (caller instanceof Caller.PersonCaller person) {
            signIn.signOut(person);
        }
        redirect(SessionCookie.gone(), "/signed-out", response);
    }

    @GetMapping("/signed-out")
    ModelAndView signedOut(HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        boolean own = "http".equals(address.pages().getScheme());
        return new ModelAndView("door/signed-out", "page", new SignedOutPage(own ? COMMAND : null));
    }

    static void enter(Session session, String location, HttpServletResponse response) {
        redirect(SessionCookie.of(session), location, response);
    }

    static ModelAndView spent(HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_GONE);
        return page(State.SPENT, "/", request);
    }

    private static ModelAndView page(State state, String action, HttpServletRequest request) {
        return new ModelAndView("door/link", "page", new LinkPage(state, action, Visits.csrf(request)));
    }

    private static void redirect(ResponseCookie cookie, String location, HttpServletResponse response) {
        response.addHeader("Set-Cookie", cookie.toString());
        response.setHeader("Location", location);
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    }
}

package dev.mullion.web;

import dev.mullion.connectors.Connection;
import dev.mullion.connectors.Connections;
import dev.mullion.connectors.InstallationEndings;
import dev.mullion.connectors.consent.Consent;
import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.ConsentInstallations;
import dev.mullion.connectors.consent.ConsentInstallations.About;
import dev.mullion.connectors.consent.Consents;
import dev.mullion.connectors.github.GitHubDoor;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.identity.ConnectLinks.Guest;
import dev.mullion.identity.ConnectLinks.Try;
import dev.mullion.identity.Credential;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import dev.mullion.web.GuestStory.Came;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/**
 * The way to GitHub's App and back for who came by a link. What they bring is judged as a member's is: the installation
 * is claimed where whoever signed in there is shown to own it, and nowhere else. That uses the link up; who is not
 * shown to own it reads why, and may try again.
 */
@Component
class GuestInstalls {

    /** The one vendor that something is installed at. */
    static final String VENDOR = "github";

    /** Together as long as a pasted key is waited for: eight seconds. */
    private static final int LOOKS = 40;

    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final ConnectLinks links;
    private final Consents consents;
    private final ConsentInstallations installations;
    private final Connections connections;
    private final Workspaces workspaces;
    private final GitHubDoor github;
    private final Guests guests;

    GuestInstalls(
            ConnectLinks links,
            Consents consents,
            ConsentInstallations installations,
            Connections connections,
            Workspaces workspaces,
            GitHubDoor github,
            Guests guests) {
        this.links = links;
        this.consents = consents;
        this.installations = installations;
        this.connections = connections;
        this.workspaces = workspaces;
        this.github = github;
        this.guests = guests;
    }

    /** What guests of every vendor have. */
    @Component
    record Guests(GuestConsents consents, GuestStory story) {}

    /** @param way one of the two that the page offers */
    ModelAndView leave(Came came, @Nullable String way, HttpServletResponse response) {
        return switch (way) {
            case "install" -> guests.consents().leave(came, (_, state) -> github.page(state), response);
            case "installed" -> guests.consents().leave(came, github::signIn, response);
            case null, default -> throw UnfitParameter.oneOf("way", List.of("install", "installed"));
        };
    }

    /** A consent whose code was sealed, to be found again outside of the door. */
    private record Sealed(WorkspaceId workspace, ConsentId consent) {}

    /** Back from GitHub. */
    @Nullable ModelAndView back(String state, Brought brought, HttpServletRequest request, HttpServletResponse response) {
        Optional<GuestCookie> cookie = GuestCookie.in(request);
        if (cookie.isEmpty()) {
            return GuestStory.spent(response);
        }
        if (!brought.isWhole()) {
            return guests.consents()
                    .declined(
                            new GuestConsents.Sent(github.connector(), state),
                            cookie.get(),
                            new GuestConsents.Declined(brought.why(), brought.isRequest() ? "requested" : "declined"),
                            response);
        }
        Came came = new Came(cookie.get().link(), request);
        Optional<Guest> guest = links.opened(cookie.get().secret());
        if (guest.isEmpty()) {
            return GuestStory.spent(response);
        }
        return switch (begun(state, brought, cookie.get())) {
            case Try.Begun<Sealed>(Sealed sealed) -> judged(guest.get(), came, sealed, response);
            case Try.UnderWay<Sealed> _ -> {
                response.setStatus(HttpStatus.CONFLICT.value());
                yield guests.story()
                        .page(
                                guest.get(),
                                came,
                                null,
                                "Not taken: what somebody installed by this link is being judged just now; load this page"
                                        + " again in a minute");
            }
            case Try.Nothing<Sealed> _ -> GuestStory.spent(response);
        };
    }

    private Try<Sealed> begun(String state, Brought brought, GuestCookie cookie) {
        byte[] code = brought.bytes();
        try {
            return links.beginIf(cookie.secret(), guest -> {
                if (!guest.connector().equals(github.connector())) {
                    return Optional.empty();
                }
                Optional<ConsentId> id = consents.answered(github, state, GuestConsents.traveller(guest, cookie), code);
                id.ifPresent(consent -> brought.number().ifPresent(number -> installations.named(consent, number)));
                return id.map(consent -> new Sealed(Workspaces.bound(), consent));
            });
        } finally {
            Arrays.fill(code, (byte) 0);
        }
    }

    /** Waits outside of the door. */
    private ModelAndView judged(Guest guest, Came came, Sealed sealed, HttpServletResponse response) {
        Optional<Consent> decided = await(sealed);
        boolean isRefused = decided.filter(consent -> consent.state() == Consent.State.ENDED)
                .isPresent();
        links.settle(Credential.of(came.secret()), !isRefused);
        if (isRefused) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return guests.story()
                    .page(
                            guest,
                            came,
                            null,
                            "Not connected: " + decided.orElseThrow().said());
        }
        response.addHeader("Set-Cookie", GuestCookie.gone().toString());
        return decided.flatMap(_ -> installation(sealed))
                .map(number -> guests.story()
                        .done(
                                guest,
                                "You were shown to own App installation " + number
                                        + ". Of what you chose for it at GitHub the pull requests are being read, newest"
                                        + " first.",
                                InstallationEndings.page(number).toString()))
                .orElseGet(() -> guests.story()
                        .done(
                                guest,
                                "GitHub is still asked who owns what you installed; it is read when you are shown to, and"
                                        + " whoever sent the link sees what comes of it.",
                                null));
    }

    /** Empty where it is not known in time. */
    private Optional<Consent> await(Sealed sealed) {
        for (int look = 0; look < LOOKS; look++) {
            Optional<Consent> decided = workspaces
                    .within(sealed.workspace(), () -> consents.find(sealed.consent()))
                    .filter(consent -> consent.state() == Consent.State.LIVE || consent.state() == Consent.State.ENDED);
            if (decided.isPresent()) {
                return decided;
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        return Optional.empty();
    }

    private Optional<Long> installation(Sealed sealed) {
        return workspaces.within(
                sealed.workspace(),
                () -> installations
                        .of(sealed.consent())
                        .map(About::connection)
                        .flatMap(connections::find)
                        .map(Connection::installation));
    }
}

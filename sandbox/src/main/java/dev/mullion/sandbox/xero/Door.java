package dev.mullion.sandbox.xero;

import dev.mullion.sandbox.vendor.Reply;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Consents, codes and tokens. Every refresh token is used once; one whose answer was lost is taken again for a while.
 */
final class Door {

    static final Duration ACCESS = Duration.ofMinutes(30);
    private static final Duration CODE = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofMinutes(30);
    private static final Set<String> KNOWN_SCOPES = Set.of(
            "offline_access",
            "accounting.settings.read",
            "accounting.invoices.read",
            "accounting.payments.read",
            "accounting.contacts.read",
            "accounting.invoices");

    private final XeroVendor.App app;
    private final Clock clock;
    private volatile String redirect;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private final Map<String, Refresh> refreshes = new ConcurrentHashMap<>();
    private final Map<String, Access> accesses = new ConcurrentHashMap<>();
    private final Map<UUID, Link> links = new ConcurrentHashMap<>();

    Door(XeroVendor.App app, Clock clock) {
        this.app = app;
        this.clock = clock;
        this.redirect = app.redirect();
    }

    void sendBackTo(String address) {
        redirect = address;
    }

    /** One time that somebody consented. */
    record Consent(UUID event, UUID user, String scopes) {}

    private record Code(Consent consent, String redirect, Instant at) {}

    private record Refresh(Consent consent, Optional<Instant> usedAt) {}

    private record Access(Consent consent, Instant until) {}

    /**
     * A user's way to one organisation, as Xero lists it. Consented to anew it stays, with the newer consent's event.
     */
    record Link(UUID id, UUID user, UUID event, Organisation organisation, Instant at) {

        private boolean leadsTo(Organisation other) {
            return organisation.tenant().equals(other.tenant());
        }
    }

    /** Sends a browser back with a code, or with the error that Xero names. */
    Reply authorise(Question question, UUID user, List<Organisation> chosen) {
        if (!question.asked("client_id").equals(app.clientId())
                || !question.asked("redirect_uri").equals(redirect)
                || !question.asked("response_type").equals("code")) {
            return Reply.json(400, Map.of("error", "unauthorized_client"));
        }
        String state = question.asked("state");
        String scopes = question.asked("scope");
        if (!KNOWN_SCOPES.containsAll(List.of(scopes.split(" ", -1)))) {
            return back("error=invalid_scope&state=" + state);
        }
        if (chosen.isEmpty()) {
            return back("error=access_denied&state=" + state);
        }
        Consent consent = new Consent(UUID.randomUUID(), user, scopes);
        Instant now = clock.instant();
        chosen.forEach(each -> {
            UUID id = links.values().stream()
                    .filter(link -> link.user().equals(user) && link.leadsTo(each))
                    .map(Link::id)
                    .findFirst()
                    .orElseGet(UUID::randomUUID);
            links.put(id, new Link(id, user, consent.event(), each, now));
        });
        String code = text(40);
        codes.put(code, new Code(consent, question.asked("redirect_uri"), now));
        return back(
                "code=" + code + "&scope=" + scopes.replace(" ", "%20") + "&state=" + state + "&session_state=made-up");
    }

    private Reply back(String query) {
        return Reply.empty(302).with(Map.of("Location", redirect + "?" + query));
    }

    /** @param mood tokens may grant more than was asked, not say which consent they are of, or be given no more */
    Reply token(Question question, Mood mood) {
        if (!isApp(question)) {
            return XeroErrors.refused("invalid_client");
        }
        return switch (question.form().getOrDefault("grant_type", "")) {
            case "authorization_code" -> ofCode(question, mood);
            case "refresh_token" ->
                mood == Mood.CONSENT_ENDED ? XeroErrors.refused("invalid_grant") : ofRefresh(question, mood);
            default -> XeroErrors.refused("unsupported_grant_type");
        };
    }

    private Reply ofCode(Question question, Mood mood) {
        Code code = codes.remove(question.form().getOrDefault("code", ""));
        if (code == null
                || !code.redirect().equals(question.form().getOrDefault("redirect_uri", ""))
                || !clock.instant().isBefore(code.at().plus(CODE))) {
            return XeroErrors.refused("invalid_grant");
        }
        return pair(code.consent(), mood);
    }

    private Reply ofRefresh(Question question, Mood mood) {
        String asked = question.form().getOrDefault("refresh_token", "");
        Refresh known = refreshes.get(asked);
        Instant now = clock.instant();
        if (known == null
                || known.usedAt().filter(at -> !now.isBefore(at.plus(GRACE))).isPresent()) {
            return XeroErrors.refused("invalid_grant");
        }
        refreshes.put(
                asked, new Refresh(known.consent(), Optional.of(known.usedAt().orElse(now))));
        return pair(known.consent(), mood);
    }

    private Reply pair(Consent consent, Mood mood) {
        String scopes = mood == Mood.BROAD
                ? consent.scopes() + " accounting.contacts.read accounting.invoices"
                : consent.scopes();
        String access = jwt(consent, mood != Mood.NAMELESS_CONSENT);
        String refresh = text(48);
        accesses.put(access, new Access(consent, clock.instant().plus(ACCESS)));
        refreshes.put(refresh, new Refresh(consent, Optional.empty()));
        return Reply.json(
                200,
                Map.of(
                        "access_token",
                        access,
                        "refresh_token",
                        refresh,
                        "expires_in",
                        ACCESS.toSeconds(),
                        "token_type",
                        "Bearer",
                        "scope",
                        scopes));
    }

    /** In the form of one, of the length of one, signed by nobody. */
    private String jwt(Consent consent, boolean isNamed) {
        Map<String, Object> claims = new TreeMap<>();
        if (isNamed) {
            claims.put("authentication_event_id", consent.event().toString());
        }
        claims.put("scope", List.of(consent.scopes().split(" ", -1)));
        claims.put("iss", "https://identity.invalid");
        claims.put("jti", text(300));
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoder.encodeToString(JsonMapper.shared().writeValueAsBytes(claims)) + "." + text(340);
    }

    /** Ends everything that the user connected to the app, whichever of their consents the token is of. */
    Reply revoke(Question question) {
        if (!isApp(question)) {
            return XeroErrors.refused("invalid_client");
        }
        Refresh known = refreshes.remove(question.form().getOrDefault("token", ""));
        if (known != null) {
            UUID user = known.consent().user();
            refreshes.values().removeIf(each -> each.consent().user().equals(user));
            accesses.values().removeIf(each -> each.consent().user().equals(user));
            links.values().removeIf(each -> each.user().equals(user));
        }
        return Reply.empty(200);
    }

    private boolean isApp(Question question) {
        String expected = Base64.getEncoder()
                .encodeToString((app.clientId() + ":" + app.clientSecret()).getBytes(StandardCharsets.UTF_8));
        return question.authorisation("Basic").equals(expected);
    }

    boolean isKnown(String token) {
        Access known = accesses.get(token);
        return known != null && clock.instant().isBefore(known.until());
    }

    /** Whose consent a question shows a token of. */
    Optional<Organisation> organisation(Question question) {
        Access access = accesses.get(question.authorisation("Bearer"));
        Refresh refresh = refreshes.get(question.form().getOrDefault("refresh_token", ""));
        Consent shown = access != null ? access.consent() : refresh != null ? refresh.consent() : null;
        return links.values().stream()
                .filter(link -> shown != null && link.event().equals(shown.event()))
                .map(Link::organisation)
                .findFirst();
    }

    void forgetAccess() {
        accesses.clear();
    }

    boolean isOpen(String tenant) {
        return links.values().stream()
                .anyMatch(link -> link.organisation().tenant().toString().equals(tenant));
    }

    /**
     * What the user of an access token connected to the app.
     *
     * @param event of which consent alone; empty: of all
     */
    List<Link> links(String token, String event) {
        Access shown = accesses.get(token);
        List<Link> found = new ArrayList<>(links.values());
        found.removeIf(
                link -> shown == null || !link.user().equals(shown.consent().user()));
        found.removeIf(link -> !event.isEmpty() && !link.event().toString().equals(event));
        return found;
    }

    boolean unlink(String token, String id) {
        List<Link> own = links(token, "");
        return links.values().removeIf(link -> link.id().toString().equals(id) && own.contains(link));
    }

    void close(Organisation organisation) {
        links.values().removeIf(link -> link.leadsTo(organisation));
    }

    int liveRefreshTokens() {
        return (int) refreshes.values().stream()
                .filter(each -> each.usedAt().isEmpty())
                .count();
    }

    private String text(int bytes) {
        byte[] chance = new byte[bytes];
        random.nextBytes(chance);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(chance);
    }
}

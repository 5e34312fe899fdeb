package dev.mullion.sandbox.github;

import dev.mullion.sandbox.github.Visitor.Standing;
import dev.mullion.sandbox.vendor.NeverKept;
import dev.mullion.sandbox.vendor.Question;
import dev.mullion.sandbox.vendor.Reply;
import dev.mullion.sandbox.world.Repository;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What people do at GitHub: they install the App, or sign in, and are sent back with a code; the code becomes a token
 * of theirs, which shows what they see. An error of the exchange is an answer that says 200. For one thread.
 */
final class People {

    private static final Duration CODE = Duration.ofMinutes(10);
    private static final Duration TOKEN = Duration.ofHours(8);
    /** No repository of any world has a number as large. */
    private static final long OTHERWISE = 1_000_000_000_000L;

    private static final int A_PAGE = 4;
    private static final long NEXT_NUMBER = 1_000_000_000;
    private static final long ORGANISATION = 7_000_001;
    private static final long SOMEBODY_ELSE = 7_000_002;

    private final Clock clock;
    private final URI self;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();
    private final Set<Long> uninstalled = ConcurrentHashMap.newKeySet();
    private final Map<Long, Long> anew = new ConcurrentHashMap<>();
    private @Nullable Registration app;
    private @Nullable Visitor next;
    private int ended;

    People(Clock clock, URI self) {
        this.clock = clock;
        this.self = self;
    }

    private record Code(Visitor visitor, Instant at, String challenge) {}

    private record Token(Visitor visitor, Instant until) {}

    void register(Registration registration) {
        app = registration;
    }

    void willCome(Visitor visitor) {
        next = visitor;
    }

    /** Tokens of people that are good still. */
    int liveTokens() {
        return tokens.size();
    }

    /** Tokens that the App ended. */
    int endedTokens() {
        return ended;
    }

    boolean isKnown(String token) {
        Token known = tokens.get(token);
        return known != null && clock.instant().isBefore(known.until());
    }

    void uninstall(long installation) {
        uninstalled.add(installation);
    }

    boolean isUninstalled(long installation) {
        return uninstalled.contains(installation);
    }

    /** What an installation is called now, which may have been made anew by whoever is at the browser. */
    long current(long installation) {
        Visitor visitor = next;
        return visitor != null && isUninstalled(installation) ? number(visitor) : installation;
    }

    /** What a visitor's installation is called now. */
    private long number(Visitor visitor) {
        return anew.getOrDefault(visitor.installation(), visitor.installation());
    }

    /** The same, installed where it is not: then it has a number that nothing had before. */
    private long installed(Visitor visitor) {
        long number = number(visitor);
        if (isUninstalled(number)) {
            anew.put(visitor.installation(), number + NEXT_NUMBER);
        }
        return number(visitor);
    }

    /** Whether it is a page, or the exchange of a code, or the end of a token: none of these asks for a token. */
    boolean isAbout(Question question) {
        return question.is("GET", "/apps/[a-z0-9-]+/installations/new")
                || question.is("GET", "/login/oauth/authorize")
                || question.is("POST", "/login/oauth/access_token")
                || question.is("DELETE", "/applications/[^/]+/token");
    }

    Reply to(Question question) {
        Registration known = app;
        if (known == null) {
            return Errors.of(404, "Not Found");
        }
        if (question.is("GET", "/apps/" + known.slug() + "/installations/new")) {
            return installed(known, question);
        }
        if (question.is("GET", "/login/oauth/authorize")) {
            return signedIn(known, question);
        }
        if (question.is("POST", "/login/oauth/access_token")) {
            return exchanged(known, question);
        }
        return question.is("DELETE", "/applications/" + known.clientId() + "/token")
                ? end(known, question)
                : Errors.of(404, "Not Found");
    }

    /** Installs the App as who comes, who consents on the way. */
    private Reply installed(Registration known, Question question) {
        Visitor visitor = next;
        if (visitor == null || visitor.standing() == Standing.DECLINES) {
            return back(known, question, "error=access_denied&error_description=nobody+agreed");
        }
        if (visitor.standing() == Standing.MAY_ASK) {
            return back(known, question, "code=" + code(visitor, "") + "&setup_action=request");
        }
        return back(
                known,
                question,
                "code=" + code(visitor, "") + "&installation_id=" + installed(visitor) + "&setup_action=install");
    }

    private Reply signedIn(Registration known, Question question) {
        Visitor visitor = next;
        String challenge = asked(question, "code_challenge");
        boolean isOurs = asked(question, "client_id").equals(known.clientId())
                && asked(question, "redirect_uri").equals(known.callback())
                && (challenge.isEmpty()
                        || asked(question, "code_challenge_method").equals("S256"));
        if (!isOurs) {
            return Errors.of(404, "Not Found");
        }
        return visitor == null || visitor.standing() == Standing.DECLINES
                ? back(known, question, "error=access_denied")
                : back(known, question, "code=" + code(visitor, challenge));
    }

    private static Reply back(Registration known, Question question, String query) {
        return Reply.empty(302)
                .with(Map.of("Location", known.callback() + "?" + query + "&state=" + asked(question, "state")));
    }

    private String code(Visitor visitor, String challenge) {
        String code = text(10);
        codes.put(code, new Code(visitor, clock.instant(), challenge));
        return code;
    }

    private static String asked(Question question, String name) {
        List<String> all = question.all(name);
        return all.isEmpty() ? "" : all.getFirst();
    }

    private Reply exchanged(Registration known, Question question) {
        Map<String, String> form = form(question);
        if (!known.clientId().equals(form.get("client_id"))
                || !known.clientSecret().equals(form.get("client_secret"))) {
            return error("incorrect_client_credentials");
        }
        Code code = codes.remove(form.getOrDefault("code", ""));
        if (code == null || !isGood(code, form.getOrDefault("code_verifier", ""))) {
            return error("bad_verification_code");
        }
        String token = "ghu_" + text(18);
        tokens.put(token, new Token(code.visitor(), clock.instant().plus(TOKEN)));
        return Reply.json(
                200,
                Map.of(
                        "access_token",
                        token,
                        "expires_in",
                        TOKEN.toSeconds(),
                        "refresh_token",
                        "ghr_" + text(38),
                        "refresh_token_expires_in",
                        15_897_600,
                        "scope",
                        "",
                        "token_type",
                        "bearer"));
    }

    private boolean isGood(Code code, String verifier) {
        return clock.instant().isBefore(code.at().plus(CODE))
                && (code.challenge().isEmpty() || code.challenge().equals(challenge(verifier)));
    }

    private static Reply error(String word) {
        return Reply.json(
                200,
                Map.of(
                        "error",
                        word,
                        "error_description",
                        NeverKept.CANARY,
                        "error_uri",
                        "https://docs.invalid/" + word));
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static Map<String, String> form(Question question) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : new String(question.body(), StandardCharsets.UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    private Reply end(Registration known, Question question) {
        String expected = "Basic "
                + Base64.getEncoder()
                        .encodeToString(
                                (known.clientId() + ":" + known.clientSecret()).getBytes(StandardCharsets.UTF_8));
        if (!expected.equals(question.headers().getFirst("Authorization"))) {
            return Errors.of(401, "Requires authentication");
        }
        String token = question.json().path("access_token").asString("");
        if (tokens.remove(token) == null) {
            return Errors.of(404, "Not Found");
        }
        ended++;
        return Reply.empty(204);
    }

    /**
     * What a person's token shows.
     *
     * @param all the repositories of the installation
     * @param granted what it grants
     */
    Reply shown(Question question, List<Repository> all, Map<String, String> granted) {
        Token token = Optional.ofNullable(tokens.get(question.bearer())).orElseThrow();
        Visitor visitor = token.visitor();
        if (question.is("GET", "/user")) {
            return Reply.json(200, Map.of("id", visitor.person(), "login", NeverKept.CANARY, "type", "User"));
        }
        if (question.is("GET", "/user/installations")) {
            List<Object> reached = isUninstalled(number(visitor)) ? List.of() : List.of(listed(visitor, granted));
            return Reply.json(200, Map.of("total_count", reached.size(), "installations", reached));
        }
        return question.is("GET", "/user/installations/" + number(visitor) + "/repositories")
                        && !isUninstalled(number(visitor))
                ? repositories(question, visitor, all)
                : Errors.of(404, "Not Found");
    }

    private Map<String, @Nullable Object> listed(Visitor visitor, Map<String, String> granted) {
        long account = visitor.isOnOrganisation()
                ? ORGANISATION
                : visitor.standing() == Standing.OWN_ACCOUNT ? visitor.person() : SOMEBODY_ELSE;
        boolean isAll = visitor.standing() == Standing.ADMINISTERS_THOSE_TO_COME || !visitor.isOnOrganisation();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put("id", number(visitor));
        shown.put(
                "account",
                Map.of(
                        "id",
                        account,
                        "login",
                        NeverKept.CANARY,
                        "type",
                        visitor.isOnOrganisation() ? "Organization" : "User"));
        shown.put("permissions", granted);
        shown.put("repository_selection", isAll ? "all" : "selected");
        shown.put("suspended_at", null);
        return shown;
    }

    private Reply repositories(Question question, Visitor visitor, List<Repository> all) {
        List<Map<String, Object>> seen = new ArrayList<>();
        for (Repository each : visitor.standing() == Standing.SEES_ONE ? all.subList(0, 1) : all) {
            boolean isAdmin = switch (visitor.standing()) {
                case READS, GUEST, MAY_ASK, DECLINES -> false;
                case ADMINISTERS_SOME -> seen.isEmpty();
                case OWN_ACCOUNT, ADMINISTERS_ALL, ADMINISTERS_THOSE_TO_COME, ADMINISTERS_OTHERS, SEES_ONE -> true;
            };
            boolean isOther = visitor.standing() == Standing.ADMINISTERS_OTHERS && seen.isEmpty();
            seen.add(Map.of(
                    "id",
                    isOther ? each.id() + OTHERWISE : each.id(),
                    "full_name",
                    NeverKept.CANARY,
                    "permissions",
                    Map.of("admin", isAdmin, "push", isAdmin, "pull", true)));
        }
        int page = question.number("page", 1);
        int size = Math.min(A_PAGE, question.number("per_page", 30));
        boolean isLast = (long) page * size >= seen.size();
        Reply reply = Reply.json(
                200,
                Map.of(
                        "total_count",
                        seen.size(),
                        "repositories",
                        seen.stream().skip((page - 1L) * size).limit(size).toList()));
        return isLast
                ? reply
                : reply.with(Map.of(
                        "Link",
                        "<" + self + question.address().getPath() + "?per_page=100&page=" + (page + 1)
                                + ">; rel=\"next\""));
    }

    private String text(int bytes) {
        byte[] chance = new byte[bytes];
        random.nextBytes(chance);
        return HexFormat.of().formatHex(chance);
    }
}

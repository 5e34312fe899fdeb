package dev.mullion.ingest;

import dev.mullion.connectors.HookRoutes;
import dev.mullion.connectors.Projected;
import dev.mullion.limits.RateLimitHeaders;
import dev.mullion.limits.RateLimits;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.vault.SecretUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/**
 * {@code POST /hooks/VENDOR} and {@code POST /hooks/VENDOR/{key}}, called ahead of everything else: no filter,
 * converter or log stands between the socket and the buffer that is wiped.
 */
final class HookReceiver {

    private static final Pattern PATH = Pattern.compile("/hooks/([a-z]{1,20})(?:/([A-Za-z0-9_-]{1,64}))?");
    private static final int MEGABYTES = 64;

    private final Map<String, VendorHooks> vendors;
    private final Strays strays;
    private final Ingest ingest;
    private final RateLimits limits;
    private final Clock clock;
    private final BodyBudget budget = new BodyBudget(MEGABYTES * 1024L * 1024, MEGABYTES / 4 * 1024L * 1024);

    HookReceiver(List<VendorHooks> hooks, Strays strays, Ingest ingest, RateLimits limits, Clock clock) {
        this.vendors = hooks.stream().collect(Collectors.toUnmodifiableMap(VendorHooks::connector, each -> each));
        this.strays = strays;
        this.ingest = ingest;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Answers one request below {@code /hooks/}.
     *
     * @param uri decoded and normalised
     */
    void receive(String uri, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Matcher path = PATH.matcher(uri);
        VendorHooks hooks = path.matches() ? vendors.get(path.group(1)) : null;
        Voice voice = new Voice(response, hooks != null && hooks.isAnsweredInSilence());
        if (hooks == null || (path.group(2) == null && !hooks.hasCommonAddress())) {
            voice.say(404, "there is no such hook");
        } else if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            voice.say(405, "deliveries are posted");
        } else if (path.group(2) == null || isKnown(hooks, path.group(2), request, voice)) {
            take(hooks, path.group(2), request, voice);
        }
    }

    /** How one request is answered: in a sentence, or without a word. */
    private record Voice(HttpServletResponse response, boolean isSilent) {

        void say(int status, String sentence) throws IOException {
            answer(response, status, isSilent ? "" : sentence);
        }

        void tryAgain() throws IOException {
            response.setHeader("Retry-After", "2");
            say(503, "send it again");
        }

        void turnAway(Body.Fault fault) throws IOException {
            response.setHeader("Connection", "close");
            switch (fault) {
                case TOO_LARGE -> say(413, "a body has at most 25 MB");
                case TOO_SLOW -> say(408, "a body arrives within 10 seconds");
                case NO_ROOM -> {
                    response.setHeader("Retry-After", "1");
                    say(503, "too many bodies are in flight; send it again");
                }
            }
        }
    }

    /** A made-up key costs its sender a token of a stranger's, and no body is read for it. */
    private boolean isKnown(VendorHooks hooks, String key, HttpServletRequest request, Voice voice) throws IOException {
        try {
            if (hooks.isKnown(key)) {
                return true;
            }
        } catch (DataAccessResourceFailureException | TransientDataAccessException _) {
            voice.tryAgain();
            return false;
        }
        if (hasRoom(RateLimits.Kind.STRANGER, String.valueOf(request.getRemoteAddr()), voice)) {
            strays.refusedWithoutWorkspace(hooks.connector());
            voice.say(401, "the signature does not hold");
        }
        return false;
    }

    private boolean hasRoom(RateLimits.Kind kind, String name, Voice voice) throws IOException {
        return switch (limits.take(kind, name)) {
            case RateLimits.Taken _ -> true;
            case RateLimits.Refused refused -> {
                RateLimitHeaders.refused(voice.response(), kind, limits.limit(kind), refused.retryAfter());
                voice.say(429, "this hook sends more than its limit; send again after the time in Retry-After");
                yield false;
            }
        };
    }

    private void take(VendorHooks hooks, @Nullable String key, HttpServletRequest request, Voice voice)
            throws IOException {
        if (request.getHeader("Content-Encoding") != null) {
            voice.say(415, "a body is signed and sent as it is, without Content-Encoding");
            return;
        }
        Verified verified;
        try (Body body = Body.read(request.getInputStream(), request.getContentLengthLong(), budget, clock)) {
            verified = hooks.verify(key, request::getHeader, body);
        } catch (Body.Unread unread) {
            voice.turnAway(unread.fault());
            return;
        } catch (DataAccessResourceFailureException
                | TransientDataAccessException
                | WorkspaceUnavailable
                | SecretUnavailable _) {
            // The hook's workspace and secret are looked up in a database that is away just now, or they are locked.
            voice.tryAgain();
            return;
        }
        switch (verified) {
            case Verified.Unverified _ -> voice.say(401, "the signature does not hold");
            case Verified.Malformed malformed -> voice.say(400, "expected: " + malformed.what());
            case Verified.Unclaimed _ -> voice.say(202, "unclaimed");
            case Verified.Ready ready -> store(ready.deliveries(), voice);
        }
    }

    /**
     * Several are stored one by one; what was stored before one that could not be is a duplicate when it comes again.
     */
    private void store(List<Verified.Addressed> deliveries, Voice voice) throws IOException {
        String last = "";
        for (Verified.Addressed one : deliveries) {
            if (!isWithinLimits(one.target(), voice)) {
                return;
            }
            try {
                Outcome outcome = ingest.take(one.target().workspace(), one.delivery());
                if (outcome == Outcome.UNREADABLE && one.delivery().projected() instanceof Projected.Refused refused) {
                    voice.say(422, "unreadable at " + refused.path() + ": " + refused.problem());
                    return;
                }
                last = outcome.word();
            } catch (Ingest.Overloaded _) {
                voice.tryAgain();
                return;
            }
        }
        voice.say(200, last);
    }

    /**
     * Only what was verified counts, for its connection and for its workspace: a flood of forgeries, or of another
     * tenant, takes nobody's tokens.
     */
    private boolean isWithinLimits(HookRoutes.Target target, Voice voice) throws IOException {
        return hasRoom(RateLimits.Kind.HOOK, target.connection().toString(), voice)
                && hasRoom(RateLimits.Kind.HOOK, target.workspace().toString(), voice);
    }

    static void answer(HttpServletResponse response, int status, String sentence) throws IOException {
        byte[] text = sentence.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("text/plain;charset=utf-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }
}

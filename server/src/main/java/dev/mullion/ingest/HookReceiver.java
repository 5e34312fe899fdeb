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

    private static final String XERO = "/hooks/xero";
    private static final Pattern PATH = Pattern.compile("/hooks/([a-z]{1,20})(?:/([A-Za-z0-9_-]{1,64}))?");
    private static final int MEGABYTES = 64;

    private final Map<String, VendorHooks> vendors;
    private final XeroHooks xero;
    private final Strays strays;
    private final Ingest ingest;
    private final RateLimits limits;
    private final Clock clock;
    private final BodyBudget budget = new BodyBudget(MEGABYTES * 1024L * 1024, MEGABYTES / 4 * 1024L * 1024);

    HookReceiver(
            List<VendorHooks> hooks, XeroHooks xero, Strays strays, Ingest ingest, RateLimits limits, Clock clock) {
        this.vendors = hooks.stream().collect(Collectors.toUnmodifiableMap(VendorHooks::connector, each -> each));
        this.xero = xero;
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
        if (uri.equals(XERO) && request.getMethod().equals("POST")) {
            takeXero(request, response);
        } else if (uri.equals(XERO)) {
            response.setHeader("Allow", "POST");
            answer(response, 405, "deliveries are posted");
        } else if (hooks == null || (path.group(2) == null && !hooks.hasCommonAddress())) {
            answer(response, 404, "there is no such hook");
        } else if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            answer(response, 405, "deliveries are posted");
        } else if (path.group(2) == null || isKnown(hooks, path.group(2), request, response)) {
            take(hooks, path.group(2), request, response);
        }
    }

    /** A made-up key costs its sender a token of a stranger's, and no body is read for it. */
    private boolean isKnown(VendorHooks hooks, String key, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            if (hooks.isKnown(key)) {
                return true;
            }
        } catch (DataAccessResourceFailureException | TransientDataAccessException _) {
            tryAgain(response);
            return false;
        }
        if (hasRoom(RateLimits.Kind.STRANGER, String.valueOf(request.getRemoteAddr()), response)) {
            strays.refusedWithoutWorkspace(hooks.connector());
            answer(response, 401, "the signature does not hold");
        }
        return false;
    }

    private boolean hasRoom(RateLimits.Kind kind, String name, HttpServletResponse response) throws IOException {
        return switch (limits.take(kind, name)) {
            case RateLimits.Taken _ -> true;
            case RateLimits.Refused refused -> {
                RateLimitHeaders.refused(response, kind, limits.limit(kind), refused.retryAfter());
                answer(response, 429, "this hook sends more than its limit; send again after the time in Retry-After");
                yield false;
            }
        };
    }

    /**
     * Xero wants its answers without a body: 200 for what it signed, 401 for what it did not (it sends both to see
     * whether somebody looks), and sends again whatever is answered otherwise, for a day.
     */
    private void takeXero(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try (Body body = Body.read(request.getInputStream(), request.getContentLengthLong(), budget, clock)) {
            answer(
                    response,
                    switch (xero.take(request.getHeader("x-xero-signature"), body, limits)) {
                        case TAKEN -> 200;
                        case UNSIGNED -> 401;
                        case LATER -> 503;
                    },
                    "");
        } catch (Body.Unread unread) {
            response.setHeader("Connection", "close");
            answer(response, unread.fault() == Body.Fault.NO_ROOM ? 503 : 413, "");
        } catch (DataAccessResourceFailureException
                | TransientDataAccessException
                | WorkspaceUnavailable
                | SecretUnavailable _) {
            answer(response, 503, "");
        }
    }

    private void take(VendorHooks hooks, @Nullable String key, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (request.getHeader("Content-Encoding") != null) {
            answer(response, 415, "a body is signed and sent as it is, without Content-Encoding");
            return;
        }
        Verified verified;
        try (Body body = Body.read(request.getInputStream(), request.getContentLengthLong(), budget, clock)) {
            verified = hooks.verify(key, request::getHeader, body);
        } catch (Body.Unread unread) {
            turnAway(response, unread.fault());
            return;
        } catch (DataAccessResourceFailureException
                | TransientDataAccessException
                | WorkspaceUnavailable
                | SecretUnavailable _) {
            // The hook's workspace and secret are looked up in a database that is away just now, or they are locked.
            tryAgain(response);
            return;
        }
        switch (verified) {
            case Verified.Unverified _ -> answer(response, 401, "the signature does not hold");
            case Verified.Malformed malformed -> answer(response, 400, "expected: " + malformed.what());
            case Verified.Unclaimed _ -> answer(response, 202, "unclaimed");
            case Verified.Ready ready -> {
                if (isWithinLimits(ready.target(), response)) {
                    store(ready, response);
                }
            }
        }
    }

    /**
     * Only what was verified counts, for its connection and for its workspace: a flood of forgeries, or of another
     * tenant, takes nobody's tokens.
     */
    private boolean isWithinLimits(HookRoutes.Target target, HttpServletResponse response) throws IOException {
        return hasRoom(RateLimits.Kind.HOOK, target.connection().toString(), response)
                && hasRoom(RateLimits.Kind.HOOK, target.workspace().toString(), response);
    }

    private void store(Verified.Ready ready, HttpServletResponse response) throws IOException {
        try {
            Outcome outcome = ingest.take(ready.target().workspace(), ready.delivery());
            if (outcome == Outcome.UNREADABLE && ready.delivery().projected() instanceof Projected.Refused refused) {
                answer(response, 422, "unreadable at " + refused.path() + ": " + refused.problem());
            } else {
                answer(response, 200, outcome.word());
            }
        } catch (Ingest.Overloaded _) {
            tryAgain(response);
        }
    }

    private static void tryAgain(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "2");
        answer(response, 503, "send it again");
    }

    private static void turnAway(HttpServletResponse response, Body.Fault fault) throws IOException {
        response.setHeader("Connection", "close");
        switch (fault) {
            case TOO_LARGE -> answer(response, 413, "a body has at most 25 MB");
            case TOO_SLOW -> answer(response, 408, "a body arrives within 10 seconds");
            case NO_ROOM -> {
                response.setHeader("Retry-After", "1");
                answer(response, 503, "too many bodies are in flight; send it again");
            }
        }
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

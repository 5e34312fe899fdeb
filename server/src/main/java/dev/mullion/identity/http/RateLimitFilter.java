package dev.mullion.identity.http;

import dev.mullion.identity.Caller;
import dev.mullion.limits.RateLimitHeaders;
import dev.mullion.limits.RateLimits;
import dev.mullion.limits.RateLimits.Kind;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits each credential, each address of strangers, and attempts on one-time links. The address is the connection's:
 * X-Forwarded-For is whatever the sender writes, so it is not read. Behind a reverse proxy all strangers share one
 * bucket, which costs them speed and nobody else anything.
 */
final class RateLimitFilter extends OncePerRequestFilter {

    private final RateLimits limits;
    private final Answers answers;

    RateLimitFilter(RateLimits limits, Answers answers) {
        this.limits = limits;
        this.answers = answers;
    }

    /** Probes of the machine and files out of memory are not counted. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.equals("/healthz") || path.equals("/readyz") || path.startsWith("/assets/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key =
                CallerAuthentication.current().map(RateLimitFilter::credential).orElse("");
        boolean admitted = key.isEmpty()
                ? take(Kind.STRANGER, address(request), request, response)
                : take(Kind.CREDENTIAL, key, request, response);
        if (!admitted) {
            return;
        }
        if (!isLinkAttempt(request)) {
            chain.doFilter(request, response);
        } else if (take(Kind.LINK, address(request), request, response)) {
            chain.doFilter(request, response);
            if (response.getStatus() / 100 == 3) {
                limits.giveBack(Kind.LINK, address(request));
            }
        }
    }

    private boolean take(Kind kind, String key, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        return switch (limits.take(kind, key)) {
            case RateLimits.Taken taken -> {
                if (Answers.isApi(request)) {
                    RateLimitHeaders.taken(response, kind, limits.limit(kind), taken);
                }
                yield true;
            }
            case RateLimits.Refused refused -> {
                RateLimitHeaders.refused(response, kind, limits.limit(kind), refused.retryAfter());
                answers.send(Problem.TOO_MANY, request, response);
                yield false;
            }
        };
    }

    private static boolean isLinkAttempt(HttpServletRequest request) {
        String path = request.getRequestURI();
        return request.getMethod().equals("POST") && (path.startsWith("/link/") || path.startsWith("/set-up/"));
    }

    private static String credential(Caller caller) {
        return switch (caller) {
            case Caller.PersonCaller person -> person.session().toString();
            case Caller.TokenCaller token -> token.token().toString();
        };
    }

    /** An IPv6 host has a whole /64 to choose its address from, so that is what counts as one. */
    static String address(HttpServletRequest request) {
        InetAddress address = InetAddress.ofLiteral(request.getRemoteAddr());
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, 8) + "/64"
                : address.getHostAddress();
    }
}

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
import java.util.Optional;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits each credential, each address of strangers, and failed attempts on one-time links. The address is the
 * connection's: X-Forwarded-For is whatever the sender writes, so it is not read. Behind a reverse proxy all strangers
 * share one bucket, which costs them speed and nobody else anything: a session, a token and a link that opens have
 * buckets of their own.
 */
final class RateLimitFilter extends OncePerRequestFilter {

    private final RateLimits limits;
    private final LiveLinks links;
    private final Answers answers;

    RateLimitFilter(RateLimits limits, LiveLinks links, Answers answers) {
        this.limits = limits;
        this.links = links;
        this.answers = answers;
    }

    /** Probes of the machine and files out of memory are not counted. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = path(request);
        return path.equals("/healthz") || path.equals("/readyz") || path.startsWith("/assets/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean admitted;
        try {
            admitted = isAdmitted(request, response);
        } catch (DataAccessResourceFailureException | TransientDataAccessException _) {
            // Whether a link opens is asked of a database that is away just now.
            response.setHeader("Retry-After", "1");
            answers.send(Problem.BUSY, request, response);
            return;
        }
        if (admitted) {
            chain.doFilter(request, response);
        }
    }

    private boolean isAdmitted(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = path(request);
        Optional<String> live = links.at(path);
        Optional<String> credential =
                CallerAuthentication.current().map(RateLimitFilter::credential).or(() -> live);
        boolean admitted = credential.isPresent()
                ? take(Kind.CREDENTIAL, credential.get(), request, response)
                : take(Kind.STRANGER, address(request), request, response);
        boolean failing = LiveLinks.isLink(path) && live.isEmpty() && OtherSiteFilter.changesSomething(request);
        return admitted
                && (!failing || take(Kind.LINK, credential.orElseGet(() -> address(request)), request, response));
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

    /** As handlers match it: decoded and normalised, so that another spelling of an address is the same address. */
    private static String path(HttpServletRequest request) {
        return request.getPathInfo() == null
                ? request.getServletPath()
                : request.getServletPath() + request.getPathInfo();
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

package dev.mullion.identity.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses changes that a page of another site made a browser send; it also covers the one-time links, whose forms have
 * no session to derive a token from. Sec-Fetch-Site decides where it is sent. Our own Referrer-Policy makes browsers
 * write {@code Origin: null} even for our own forms, so Origin is asked only where the better header is missing. A
 * request with neither comes from no browser.
 */
final class OtherSiteFilter extends OncePerRequestFilter {

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private final String origin;
    private final Answers answers;

    /** @param origin of the pages, as browsers write it */
    OtherSiteFilter(String origin, Answers answers) {
        this.origin = origin;
        this.answers = answers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (changesSomething(request) && isFromElsewhere(request)) {
            answers.send(Problem.FROM_ELSEWHERE, request, response);
            return;
        }
        chain.doFilter(request, response);
    }

    static boolean changesSomething(HttpServletRequest request) {
        return !SAFE_METHODS.contains(request.getMethod());
    }

    private boolean isFromElsewhere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !OWN.contains(site);
        }
        String from = request.getHeader("Origin");
        return from != null && !from.equals(origin);
    }
}

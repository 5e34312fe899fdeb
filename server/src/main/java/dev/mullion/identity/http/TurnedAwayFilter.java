package dev.mullion.identity.http;

import dev.mullion.audit.Outcome;
import dev.mullion.audit.TurnedAway;
import dev.mullion.identity.Caller;
import dev.mullion.identity.Doorway;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/** Tells the log of requests that wanted to change something and were refused, whoever refused them. */
final class TurnedAwayFilter extends OncePerRequestFilter {

    private static final Pattern OF_A_WORKSPACE = Pattern.compile("/(?:w|api/v1/workspaces)/([a-z0-9-]{1,40})/.*");
    private static final Actor STRANGER = Actor.system("stranger");

    private final Doorway doorway;
    private final TurnedAway turnedAway;

    TurnedAwayFilter(Doorway doorway, TurnedAway turnedAway) {
        this.doorway = doorway;
        this.turnedAway = turnedAway;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !OtherSiteFilter.changesSomething(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller = caller();
        boolean answered = false;
        try {
            chain.doFilter(request, response);
            answered = true;
        } finally {
            if (!answered || response.getStatus() >= HttpServletResponse.SC_BAD_REQUEST) {
                turnedAway.tell(
                        caller.flatMap(known -> workspace(request, known)),
                        caller.map(Caller::actor).orElse(STRANGER),
                        route(request),
                        answered ? outcome(response.getStatus()) : Outcome.FAILED);
            }
        }
    }

    private static Optional<Caller> caller() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }

    private Optional<WorkspaceId> workspace(HttpServletRequest request, Caller caller) {
        Matcher path = OF_A_WORKSPACE.matcher(request.getRequestURI());
        try {
            return path.matches() ? doorway.belongsTo(path.group(1), caller) : Optional.empty();
        } catch (DataAccessException databaseAway) {
            return Optional.empty();
        }
    }

    /** The pattern of the handler that was found, never the address as it was written: one-time links are addresses. */
    private static String route(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        String found = pattern == null ? "none" : pattern.toString();
        String words = (request.getMethod() + found).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", ".");
        String name = words.replaceAll("^\\.|\\.$", "");
        return name.substring(0, Math.min(100, name.length()));
    }

    private static Outcome outcome(int status) {
        return switch (status) {
            case 401, 403, 404 -> Outcome.DENIED;
            case 408, 504 -> Outcome.TIMEOUT;
            default -> status >= 500 ? Outcome.FAILED : Outcome.REFUSED;
        };
    }
}

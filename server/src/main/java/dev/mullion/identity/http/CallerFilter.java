package dev.mullion.identity.http;

import dev.mullion.identity.ApiTokens;
import dev.mullion.identity.Caller;
import dev.mullion.identity.Sessions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who is calling. A credential that does not hold makes a stranger, who may still see what is open. */
final class CallerFilter extends OncePerRequestFilter {

    /** On the request alone, so that the later dispatches of an event stream know their caller too. */
    static final SecurityContextRepository CONTEXTS = new RequestAttributeSecurityContextRepository();

    private final Sessions sessions;
    private final ApiTokens tokens;
    private final Answers answers;

    CallerFilter(Sessions sessions, ApiTokens tokens, Answers answers) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.answers = answers;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (Presented.by(request)) {
            case Presented.Ambiguous _ -> {
                answers.send(Problem.AMBIGUOUS, request, response);
                return;
            }
            case Presented.InCookie(var session) ->
                sessions.verify(session).ifPresent(caller -> admit(caller, request, response));
            case Presented.InHeader(var token) ->
                tokens.authenticate(token).ifPresent(caller -> admit(caller, request, response));
            case Presented.Nothing _ -> {}
        }
        chain.doFilter(request, response);
    }

    private static void admit(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        var context = new SecurityContextImpl(new CallerAuthentication(caller));
        SecurityContextHolder.setContext(context);
        CONTEXTS.saveContext(context, request, response);
    }
}

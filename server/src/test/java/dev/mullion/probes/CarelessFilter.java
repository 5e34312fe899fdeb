package dev.mullion.probes;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** What a careless server would answer, so that the probes can be seen to notice. Stands before every other filter. */
@Component
@Profile(CarelessFilter.PROFILE)
@Order(Ordered.HIGHEST_PRECEDENCE)
class CarelessFilter extends OncePerRequestFilter {

    static final String PROFILE = "careless";

    private volatile Fault fault = Fault.NONE;

    /** What goes wrong. */
    enum Fault {
        NONE,
        LETS_STRANGERS_IN,
        BELIEVES_ANY_TOKEN,
        FORGETS_MEMBERSHIP,
        TELLS_THAT_IT_IS_THERE,
        FORGETS_ONE_KEY,
        REPEATS_A_SECRET,
        ASKS_FOR_A_PASSWORD,
        TAKES_BASIC,
        WITHOUT_HSTS,
        WITH_INLINE_SCRIPTS,
        COOKIE_WITHOUT_SECURE,
        SAYS_DONE_AND_DOES_NOTHING,
        WITHOUT_LIMITS,
        /** What stands before the filters is of {@link CarelessValve}. */
        HOOKS_WITHOUT_LIMITS,
        /** One hook is limited, and its workspace is not. */
        FORGETS_OTHER_HOOKS
    }

    void become(Fault next) {
        fault = next;
    }

    Fault fault() {
        return fault;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (applies(request)) {
            answer(request, response);
        } else {
            chain.doFilter(request, new Careless(response));
        }
    }

    private boolean applies(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean stranger = request.getHeader("Cookie") == null && request.getHeader("Authorization") == null;
        return switch (fault) {
            case LETS_STRANGERS_IN -> stranger && path.endsWith("/members");
            case BELIEVES_ANY_TOKEN -> request.getHeader("Authorization") != null && path.endsWith("/members");
            case FORGETS_MEMBERSHIP -> path.equals("/w/canary-next-door/members");
            case TELLS_THAT_IT_IS_THERE -> path.equals("/w/canary-next-door/audit");
            case FORGETS_ONE_KEY -> path.equals("/w/canary-home/audit");
            case REPEATS_A_SECRET -> path.equals("/w/canary-home/integrations");
            case ASKS_FOR_A_PASSWORD -> path.equals("/w/canary-home");
            case TAKES_BASIC ->
                String.valueOf(request.getHeader("Authorization")).startsWith("Basic");
            case SAYS_DONE_AND_DOES_NOTHING -> request.getMethod().equals("DELETE");
            case WITHOUT_LIMITS -> path.equals("/signed-out") || path.endsWith("/members");
            case NONE,
                    WITHOUT_HSTS,
                    WITH_INLINE_SCRIPTS,
                    COOKIE_WITHOUT_SECURE,
                    HOOKS_WITHOUT_LIMITS,
                    FORGETS_OTHER_HOOKS -> false;
        };
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(fault == Fault.TELLS_THAT_IT_IS_THERE ? 403 : 200);
        response.setContentType("text/plain");
        switch (fault) {
            case REPEATS_A_SECRET -> response.getWriter().write("welcome, " + request.getHeader("Cookie"));
            case ASKS_FOR_A_PASSWORD -> response.getWriter().write("<input name=p type=\"password\">");
            default -> response.getWriter().write("hello");
        }
    }

    private final class Careless extends HttpServletResponseWrapper {

        Careless(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setHeader(String name, String value) {
            if (fault == Fault.WITHOUT_HSTS && name.equals("Strict-Transport-Security")) {
                return;
            }
            boolean policy = fault == Fault.WITH_INLINE_SCRIPTS && name.equals("Content-Security-Policy");
            super.setHeader(
                    name, policy ? value.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'") : value);
        }

        @Override
        public void addHeader(String name, String value) {
            boolean cookie = fault == Fault.COOKIE_WITHOUT_SECURE && name.equals("Set-Cookie");
            super.addHeader(name, cookie ? value.replace("; Secure", "") : value);
        }
    }
}

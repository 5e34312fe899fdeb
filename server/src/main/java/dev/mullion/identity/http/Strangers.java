package dev.mullion.identity.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * What a stranger gets where they may not be: the same for what is there and what is not. Programs get a 401; browsers
 * are sent to the page that says how to get a link, which has status 401 itself.
 */
final class Strangers implements AuthenticationEntryPoint {

    static final String PAGE = "/signed-out";

    private final Answers answers;

    Strangers(Answers answers) {
        this.answers = answers;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException notSignedIn)
            throws IOException {
        if (Answers.isApi(request)) {
            response.setHeader("WWW-Authenticate", "Bearer");
            answers.send(Problem.SIGNED_OUT, request, response);
        } else if ("true".equals(request.getHeader("HX-Request"))) {
            // htmx would follow a redirect and put the page into a corner of the one that is open.
            response.setHeader("HX-Redirect", PAGE);
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else {
            response.setHeader("Location", PAGE);
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        }
    }
}

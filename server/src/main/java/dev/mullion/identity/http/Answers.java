package dev.mullion.identity.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a problem to who asked: as problem+json to callers of the API, else by the error page. Safe to share between
 * threads.
 */
@Component
public class Answers {

    private static final String MEANT = Answers.class.getName() + ".meant";

    private final JsonMapper json = JsonMapper.shared();

    public void send(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(MEANT, problem);
        if (!isApi(request)) {
            response.sendError(problem.status());
            return;
        }
        write(problem, response);
    }

    /** Gives a problem as problem+json. */
    public void write(Problem problem, HttpServletResponse response) throws IOException {
        byte[] body = json.writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
        response.setStatus(problem.status());
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /**
     * What is said where the web server asks for its error page: the problem that was to be sent before it gave the
     * answer up, as it does with a body that it cannot read; else the general one of a status.
     */
    public static Problem meant(HttpServletRequest request, int status) {
        return request.getAttribute(MEANT) instanceof Problem problem ? problem : Problem.of(status);
    }

    static boolean isApi(HttpServletRequest request) {
        return isApi(request.getRequestURI());
    }

    /** Whether programs ask here, so that problems are problem+json. */
    public static boolean isApi(String path) {
        return path.startsWith("/api/");
    }
}

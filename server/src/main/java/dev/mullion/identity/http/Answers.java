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

    private final JsonMapper json = JsonMapper.shared();

    public void send(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
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

    static boolean isApi(HttpServletRequest request) {
        return isApi(request.getRequestURI());
    }

    /** Whether programs ask here, so that problems are problem+json. */
    public static boolean isApi(String path) {
        return path.startsWith("/api/");
    }
}

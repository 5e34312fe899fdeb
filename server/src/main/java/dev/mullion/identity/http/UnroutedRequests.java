package dev.mullion.identity.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/**
 * Answers requests that the web server refuses before there is anything to route: an address that cannot be decoded,
 * for one. Mullion's words and headers instead of the web server's own page; nothing of the request is in them. No
 * template stands behind this: what cannot be routed costs little.
 */
final class UnroutedRequests extends ErrorReportValve {

    private final Answers answers;

    UnroutedRequests(Answers answers) {
        this.answers = answers;
    }

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        int status = response.getStatus();
        if (status < HttpServletResponse.SC_BAD_REQUEST
                || response.getContentWritten() > 0
                || !response.setErrorReported()) {
            return;
        }
        Problem problem = status == HttpServletResponse.SC_BAD_REQUEST ? Problem.MALFORMED : Problem.of(status);
        new SecurityHeaders().writeHeaders(request, response);
        try {
            if (Answers.isApi(request)) {
                answers.write(problem, response);
            } else {
                write(problem, response);
            }
            response.finishResponse();
        } catch (IOException e) {
            throw new UncheckedIOException("who asked is gone", e);
        }
    }

    private static void write(Problem problem, HttpServletResponse response) throws IOException {
        byte[] body = "%s (%d)%n%s%n"
                .formatted(problem.title(), problem.status(), problem.detail())
                .getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/plain;charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}

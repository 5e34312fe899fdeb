package dev.mullion.identity.http;

import dev.mullion.identity.NotHere;
import dev.mullion.limits.RateLimitHeaders;
import dev.mullion.limits.RateLimits;
import dev.mullion.limits.TooManyRequests;
import dev.mullion.tenancy.WorkspaceUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Answers for what the doorway raises, ahead of every other handler of exceptions: there is one 404 for all of it. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class Refusals {

    private final Answers answers;
    private final RateLimits limits;

    Refusals(Answers answers, RateLimits limits) {
        this.answers = answers;
        this.limits = limits;
    }

    @ExceptionHandler
    void on(NotHere notHere, HttpServletRequest request, HttpServletResponse response) throws IOException {
        answers.send(Problem.NOT_HERE, request, response);
    }

    @ExceptionHandler
    void on(TooManyRequests refused, HttpServletRequest request, HttpServletResponse response) throws IOException {
        RateLimitHeaders.refused(response, refused.kind(), limits.limit(refused.kind()), refused.retryAfter());
        answers.send(Problem.TOO_MANY, request, response);
    }

    /** A workspace that is suspended or erased is as if it were not there. */
    @ExceptionHandler
    void on(WorkspaceUnavailable unavailable, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (unavailable.worthRetrying()) {
            busy(request, response);
        } else if (unavailable.isLocked()) {
            answers.send(Problem.LOCKED, request, response);
        } else {
            answers.send(Problem.NOT_HERE, request, response);
        }
    }

    @ExceptionHandler({DataAccessResourceFailureException.class, TransientDataAccessException.class})
    void onBusyDatabase(HttpServletRequest request, HttpServletResponse response) throws IOException {
        busy(request, response);
    }

    private void busy(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", "1");
        answers.send(Problem.BUSY, request, response);
    }
}

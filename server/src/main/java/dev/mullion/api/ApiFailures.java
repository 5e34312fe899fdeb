package dev.mullion.api;

import dev.mullion.identity.Declined;
import dev.mullion.identity.NotHere;
import dev.mullion.identity.http.Answers;
import dev.mullion.identity.http.Problem;
import dev.mullion.limits.TooManyRequests;
import dev.mullion.tenancy.FailureTrace;
import dev.mullion.tenancy.WorkspaceUnavailable;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.coyote.CloseNowException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * The last resort of the API: whatever is raised becomes one of a few problems, none of which has a word of the
 * exception in it. Pages have their own; what the doorway raises and a busy database are answered for both alike.
 */
@Component
class ApiFailures implements HandlerExceptionResolver, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(ApiFailures.class);

    private static final Problem METHOD = new Problem(
            405,
            "urn:mullion:method",
            "No such method here",
            "This address does not take that method.",
            "Use one of the methods that Allow names; /api/v1/openapi.json describes all of them.");

    private static final Problem KEY_IN_USE = new Problem(
            409,
            "urn:mullion:key-in-use",
            "Key in use",
            "A request with this Idempotency-Key is being carried out.",
            "Wait a second and send the same request again: it is answered as the first one was.",
            List.of(new Problem.Fault("header", "/" + KeyHeader.NAME, "is that of a request that is under way")),
            null);

    private static final Problem KEY_REUSED = new Problem(
            422,
            "urn:mullion:key-reused",
            "Key reused",
            "Another request had this Idempotency-Key: its sender, method, address or body was another. Nothing was changed.",
            "Send a request that is new with a key that is new; repeat an old one exactly, with the same credential.",
            List.of(new Problem.Fault("header", "/" + KeyHeader.NAME, "is that of another request")),
            null);

    private final Answers answers;

    ApiFailures(Answers answers) {
        this.answers = answers;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        boolean isCut = failure instanceof CloseNowException; // a problem behind half a file would make it look whole
        if (isCut || !request.getRequestURI().startsWith("/api/") || isForRefusals(failure)) {
            return null;
        }
        try {
            answers.send(problem(failure, response), request, response);
        } catch (IOException gone) {
            LOG.debug("who asked is gone", gone);
        }
        return new ModelAndView();
    }

    /** How an operation that failed is answered, where the same request is to be answered so again. */
    static Optional<Problem> kept(RuntimeException failure) {
        return switch (failure) {
            case NotHere _ -> Optional.of(Problem.NOT_HERE);
            case Declined declined -> Optional.of(declined(String.valueOf(declined.getMessage())));
            case InvalidRequest _, Repeats.KeyInUse _, Repeats.KeyReused _ -> Optional.empty();
            default -> isForRefusals(failure) ? Optional.empty() : Optional.of(failed(failure));
        };
    }

    private static boolean isForRefusals(Exception failure) {
        return failure instanceof NotHere
                || failure instanceof TooManyRequests
                || failure instanceof WorkspaceUnavailable
                || failure instanceof DataAccessResourceFailureException
                || failure instanceof TransientDataAccessException;
    }

    private static Problem problem(Exception failure, HttpServletResponse response) {
        return switch (failure) {
            case InvalidRequest invalid -> invalid(invalid.faults());
            case Declined declined -> declined(String.valueOf(declined.getMessage()));
            case Repeats.KeyInUse _ -> {
                response.setHeader("Retry-After", "1");
                yield KEY_IN_USE;
            }
            case Repeats.KeyReused _ -> KEY_REUSED;
            case Unfinished unfinished -> {
                response.setHeader("Connection", "close"); // what is left of the body is nobody's next request
                yield unfinished.problem();
            }
            case ImportOperations.NoRoom _ -> {
                response.setHeader("Retry-After", "1");
                yield Problem.BUSY;
            }
            case RequestRejectedException _ -> Problem.MALFORMED;
            case NoHandlerFoundException _, NoResourceFoundException _ -> Problem.NOT_HERE;
            case HttpRequestMethodNotSupportedException other -> {
                Optional.ofNullable(other.getSupportedMethods())
                        .ifPresent(methods -> response.setHeader("Allow", String.join(", ", methods)));
                yield METHOD;
            }
            default -> failed(failure);
        };
    }

    private static Problem failed(Exception failure) {
        String id = "req_" + UUID.randomUUID();
        LOG.error("{} failed with {}", id, FailureTrace.of(failure));
        Problem broken = Problem.BROKEN;
        return new Problem(
                broken.status(), broken.type(), broken.title(), broken.detail(), broken.fix(), List.of(), id);
    }

    private static Problem invalid(List<Problem.Fault> faults) {
        return new Problem(
                400,
                "urn:mullion:invalid-request",
                "Invalid request",
                "The request is refused for what is written in it; nothing was read or changed.",
                "Correct everything that errors lists, then send it again.",
                faults,
                null);
    }

    private static Problem declined(String why) {
        return new Problem(409, "urn:mullion:declined", "Declined", why, "Nothing was changed.");
    }
}

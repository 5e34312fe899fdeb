package dev.mullion.api;

import dev.mullion.identity.Caller;
import dev.mullion.identity.Doorway;
import dev.mullion.identity.Permission;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * One call of an operation: who calls, in which workspace, with the permission key that the operation needs, and what
 * was sent. The key cannot be chosen by the operation's code, and a call with faults never reaches the door.
 */
final class Call {

    private final Doorway doorway;
    private final Whom whom;
    private final HttpServletRequest request;
    private final Faults faults = new Faults();
    private final Query query;

    /** Who calls where, and what they need to hold there. */
    record Whom(String slug, Caller caller, Permission needed) {}

    Call(Doorway doorway, Whom whom, HttpServletRequest request, List<String> known) {
        this.doorway = doorway;
        this.whom = whom;
        this.request = request;
        this.query = Query.of(request, known, faults);
        refuseIdempotencyKey();
    }

    /** In one transaction of the workspace, after everything that was sent has been found right. */
    <T> T within(Doorway.Work<T, RuntimeException> work) {
        faults.requireNone();
        return doorway.within(whom.slug(), whom.caller(), whom.needed(), work);
    }

    Query query() {
        return query;
    }

    Body body(String... known) {
        requireJson();
        try {
            return Body.of(request, List.of(known), faults);
        } catch (IOException e) {
            throw new UncheckedIOException("the sender stopped before the end of the body", e);
        }
    }

    /** Under which a list is found, as the sender wrote it; without the query. */
    String path() {
        return request.getRequestURI();
    }

    private void requireJson() {
        if (!isJson(request.getContentType())) {
            faults.header("Content-Type", "must be application/json");
        }
    }

    private static boolean isJson(@org.jspecify.annotations.Nullable String type) {
        try {
            return type != null && MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(type));
        } catch (InvalidMediaTypeException notAType) {
            return false;
        }
    }

    /** To ignore it would be to promise that a repetition makes nothing twice. */
    private void refuseIdempotencyKey() {
        if (request.getHeader("Idempotency-Key") != null) {
            faults.header("Idempotency-Key", "is not supported by this version; leave it out");
        }
    }
}

package dev.mullion.identity.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is not what was asked for (RFC 9457). Nothing that a sender wrote is in it but the names of what they
 * sent, so equal refusals are equal to the byte.
 *
 * @param type stable, for machines
 * @param fix what helps
 * @param errors every fault of the request at once; left out where there is none
 * @param requestId finds the failure in the server's log; left out where nothing failed here
 */
public record Problem(
        int status,
        String type,
        String title,
        String detail,
        String fix,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Fault> errors,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String requestId) {

    public Problem {
        errors = List.copyOf(errors);
    }

    public Problem(int status, String type, String title, String detail, String fix) {
        this(status, type, title, detail, fix, List.of(), null);
    }

    /**
     * One thing that is wrong with a request.
     *
     * @param in {@code query}, {@code header} or {@code body}
     * @param pointer to the value (RFC 6901), empty for the whole
     */
    public record Fault(String in, String pointer, String detail) {}

    public static final Problem NOT_HERE = new Problem(
            404,
            "urn:mullion:not-found",
            "Not found",
            "There is nothing here for this caller.",
            "Check the address, and that your membership or token has the permission key for it.");

    public static final Problem SIGNED_OUT = new Problem(
            401,
            "urn:mullion:not-signed-in",
            "Not signed in",
            "This needs a live session or API token.",
            "Send Authorization: Bearer mul_... with a live token, or sign in with a one-time link.");

    public static final Problem AMBIGUOUS = new Problem(
            400,
            "urn:mullion:two-credentials",
            "Two credentials",
            "The request carries more than one credential, and they could name different callers.",
            "Send either the session cookie or one Authorization header, once.");

    public static final Problem FROM_ELSEWHERE = new Problem(
            403,
            "urn:mullion:other-site",
            "Sent by another site",
            "A page of another site made the browser send this.",
            "Open the page here and send the form from it.");

    public static final Problem NO_FORM_TOKEN = new Problem(
            403,
            "urn:mullion:form-token",
            "Form token missing",
            "A change made with the session cookie needs the session's form token, and it is missing or another's.",
            "Reload the page and send the form again; scripts use an API token instead.");

    public static final Problem TOO_MANY = new Problem(
            429,
            "urn:mullion:too-many-requests",
            "Too many requests",
            "The limit that the RateLimit header names is reached.",
            "Wait as many seconds as Retry-After says, then go on.");

    public static final Problem MALFORMED = new Problem(
            400,
            "urn:mullion:malformed",
            "Malformed address",
            "The address holds what no address here has: encoded slashes or dots, parameters in the path, or the like.",
            "Write the path as the API's description has it.");

    public static final Problem BUSY = new Problem(
            503,
            "urn:mullion:busy",
            "Busy",
            "The workspace is busy, or the database does not answer. Nothing was changed.",
            "Wait a second and send the same request again.");

    /** RFC 4918, 11.3: the source is locked. Told to who belongs there, and to nobody else. */
    public static final Problem LOCKED = new Problem(
            423,
            "urn:mullion:locked",
            "Locked",
            "This workspace's keys are wrapped by its owner's own key, and that key was switched off.",
            "Whoever runs your key management service can switch it on again; within a minute everything is back.");

    public static final Problem BROKEN = new Problem(
            500,
            "urn:mullion:broken",
            "Could not answer",
            "Something failed inside. The server's log says what, and nothing of it is told here.",
            "Try again; if it stays so, tell the person who runs this installation.");

    public static final Problem SHOWN_ONCE = new Problem(
            409,
            "urn:mullion:shown-once",
            "Shown once",
            "This was carried out, and its answer held a secret that no other answer shows.",
            "Location says what was made. Where the secret is lost, take that back and make another with a new key.");

    private static final Problem UNSUITED = new Problem(
            400,
            "urn:mullion:bad-request",
            "Not understood",
            "The request's method, address, header fields or body are not what this operation takes.",
            "Compare the request with the description of the operation.");

    /** The general problem of a status, where nothing more is known. */
    public static Problem of(int status) {
        return switch (status) {
            case 401 -> SIGNED_OUT;
            case 404 -> NOT_HERE;
            case 423 -> LOCKED;
            case 429 -> TOO_MANY;
            case 503 -> BUSY;
            default ->
                status >= 500
                        ? BROKEN
                        : new Problem(status, UNSUITED.type, UNSUITED.title, UNSUITED.detail, UNSUITED.fix);
        };
    }
}

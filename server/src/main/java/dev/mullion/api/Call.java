package dev.mullion.api;

import dev.mullion.identity.Caller;
import dev.mullion.identity.Doorway;
import dev.mullion.identity.Permission;
import dev.mullion.requests.RequestKey;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * One call of an operation: who calls, in which workspace, with the permission key that the operation needs, and what
 * was sent. The key cannot be chosen by the operation's code, and a call with faults never reaches the door.
 */
final class Call {

    private final Doorway doorway;
    private final Repeats repeats;
    private final Whom whom;
    private final HttpServletRequest request;
    private final Faults faults = new Faults();
    private final Query query;
    private final Optional<RequestKey> key;
    private @Nullable String digest;

    /** Who calls where, and what they need to hold there. */
    record Whom(String slug, Caller caller, Permission needed) {}

    Call(Doorway doorway, Repeats repeats, Whom whom, HttpServletRequest request, List<String> known) {
        this.doorway = doorway;
        this.repeats = repeats;
        this.whom = whom;
        this.request = request;
        this.query = Query.of(request, known, faults);
        this.key = KeyHeader.of(request, faults);
    }

    /** In one transaction of the workspace, after everything that was sent has been found right. */
    <T> T within(Doorway.Work<T, RuntimeException> work) {
        faults.requireNone();
        if (key.isPresent()) {
            throw new IllegalStateException("an operation that changes something is carried out once");
        }
        return doorway.within(whom.slug(), whom.caller(), whom.needed(), work);
    }

    /**
     * Like {@link #within}, for what a POST does: with a key, a repetition is answered as the first time and does
     * nothing.
     */
    ResponseEntity<byte[]> once(Doorway.Work<ResponseEntity<byte[]>, RuntimeException> work) {
        String digest = digest();
        if (key.isEmpty()) {
            return within(work);
        }
        faults.requireNone();
        return repeats.once(whom, request(key.get(), digest), work);
    }

    private Repeats.Request request(RequestKey with, String digest) {
        String query = request.getQueryString();
        String type = request.getContentType();
        return new Repeats.Request(
                with,
                request.getMethod(),
                query == null ? path() : path() + "?" + query,
                type == null ? "" : type,
                digest);
    }

    /** Of the body; where the operation takes none there must be none. */
    private String digest() {
        if (digest != null) {
            return digest;
        }
        try (Sent sent = Sent.read(request, Body.MOST_BYTES)) {
            if (sent.isLongerThan(Body.MOST_BYTES)) {
                faults.body("", "is longer than 64 KB");
            } else if (sent.length() > 0) {
                faults.body("", "is not known here; send none");
            }
            return sent.digest();
        }
    }

    Query query() {
        return query;
    }

    Body body(String... known) {
        requireJson();
        try (Sent sent = Sent.read(request, Body.MOST_BYTES)) {
            digest = sent.digest();
            return Body.of(sent, List.of(known), faults);
        }
    }

    /**
     * Reads a body that is no JSON object of a few fields, and overwrites it.
     *
     * @param most bytes; more are a fault, and not read
     */
    <T> @Nullable T sent(int most, BiFunction<Sent, Faults, T> reading) {
        try (Sent sent = Sent.read(request, most)) {
            digest = sent.digest();
            if (sent.isLongerThan(most)) {
                faults.body("", "is longer than " + most + " bytes; send it in parts");
                return null;
            }
            return reading.apply(sent, faults);
        }
    }

    /**
     * Reads a body that is one secret, as bytes that are no text at any time. Blanks around it are nobody's secret.
     *
     * @return the caller's to wipe; empty where something is wrong, which the call knows by then
     */
    byte[] pasted(int most) {
        type(MediaType.TEXT_PLAIN);
        byte[] secret = sent(most, (sent, _) -> stripped(sent));
        if (secret == null) {
            return new byte[0];
        }
        if (secret.length == 0) {
            faults.body("", "is empty; one secret was expected");
        }
        return secret;
    }

    private static byte[] stripped(Sent sent) {
        int from = 0;
        int to = sent.length();
        while (from < to && sent.bytes()[from] >= 0 && sent.bytes()[from] <= ' ') {
            from++;
        }
        while (to > from && sent.bytes()[to - 1] >= 0 && sent.bytes()[to - 1] <= ' ') {
            to--;
        }
        return Arrays.copyOfRange(sent.bytes(), from, to);
    }

    /** Of these types; null where it is none, which is a fault then. */
    @Nullable MediaType type(MediaType... known) {
        MediaType sent = parsed(request.getContentType());
        for (MediaType type : known) {
            if (sent != null && type.includes(sent) && isUtf8(sent)) {
                return type;
            }
        }
        faults.header("Content-Type", "must be one of " + Arrays.toString(known) + ", in UTF-8");
        return null;
    }

    private static boolean isUtf8(MediaType type) {
        return type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8);
    }

    private static @Nullable MediaType parsed(@Nullable String type) {
        try {
            return type == null ? null : MediaType.parseMediaType(type);
        } catch (IllegalArgumentException notAType) {
            return null;
        }
    }

    /** Under which a list is found, as the sender wrote it; without the query. */
    String path() {
        return request.getRequestURI();
    }

    private void requireJson() {
        MediaType sent = parsed(request.getContentType());
        if (sent == null || !MediaType.APPLICATION_JSON.includes(sent)) {
            faults.header("Content-Type", "must be application/json");
        }
    }
}

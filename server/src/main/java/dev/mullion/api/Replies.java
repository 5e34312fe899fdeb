package dev.mullion.api;

import dev.mullion.identity.http.Problem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes what operations answer: always JSON with a length, whatever the request says that it would like. Instants are
 * RFC 3339 in UTC, durations whole seconds.
 */
@Component
class Replies {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Seals seals;

    Replies(Seals seals) {
        this.seals = seals;
    }

    /**
     * A page of a list.
     *
     * @param next the cursor of the next page; null on the last one
     */
    record Page<T>(List<T> items, @Nullable String next) {
        Page {
            items = List.copyOf(items);
        }
    }

    ResponseEntity<byte[]> ok(Object view) {
        return reply(HttpStatus.OK).body(JSON.writeValueAsBytes(view));
    }

    ResponseEntity<byte[]> created(String location, Object view) {
        return reply(HttpStatus.CREATED).header("Location", location).body(JSON.writeValueAsBytes(view));
    }

    /** Like {@link #created}, of a view with a secret: who repeats the request is not shown it again. */
    ResponseEntity<byte[]> createdWithSecret(String location, Object view) {
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        headers.set("Location", location);
        return new ShownOnce(JSON.writeValueAsBytes(view), headers, HttpStatus.CREATED);
    }

    /** An answer whose body is in no other one. */
    static final class ShownOnce extends ResponseEntity<byte[]> {
        ShownOnce(byte[] body, HttpHeaders headers, HttpStatus status) {
            super(body, headers, status);
        }
    }

    static ResponseEntity<byte[]> problem(Problem problem) {
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(JSON.writeValueAsBytes(problem));
    }

    /** What was asked for is begun; how it goes is told where {@code location} leads. */
    ResponseEntity<byte[]> accepted(String location, Object view) {
        return reply(HttpStatus.ACCEPTED).header("Location", location).body(JSON.writeValueAsBytes(view));
    }

    /** With a tag, so that who asks again and already has it is told so. */
    ResponseEntity<byte[]> tagged(Object view) {
        byte[] body = JSON.writeValueAsBytes(view);
        return reply(HttpStatus.OK)
                .eTag(seals.tag(body))
                .header("Cache-Control", "private, no-cache")
                .header("Vary", "Authorization, Cookie")
                .body(body);
    }

    /**
     * A page, with a link to the next where there is one.
     *
     * @param found one more than the page holds, where there are so many
     */
    <F, T> ResponseEntity<byte[]> page(Call call, Seals.Listing listing, Found<F> found, Function<F, T> view) {
        List<T> items = found.shown().stream().map(view).toList();
        String place = found.next();
        String next = place == null ? null : seals.cursor(listing, place);
        ResponseEntity.BodyBuilder reply = reply(HttpStatus.OK);
        if (next != null) {
            reply.header(
                    "Link", "<" + call.path() + "?" + parameters(listing, found.limit(), next) + ">; rel=\"next\"");
        }
        return reply.body(JSON.writeValueAsBytes(new Page<>(items, next)));
    }

    /**
     * What a list found.
     *
     * @param next the place of the last one shown; null where nothing follows
     */
    record Found<F>(List<F> shown, @Nullable String next, int limit) {

        /** Of one more than the limit, if there are so many. */
        static <F> Found<F> of(List<F> all, int limit, Function<F, String> place) {
            List<F> shown = all.subList(0, Math.min(limit, all.size()));
            return new Found<>(shown, all.size() > limit ? place.apply(shown.getLast()) : null, limit);
        }
    }

    private static String parameters(Seals.Listing listing, int limit, String next) {
        String filter = listing.filter().isEmpty() ? "" : encoded(listing.filter()) + "&";
        return filter + "limit=" + limit + "&cursor=" + next;
    }

    private static String encoded(String filter) {
        return URLEncoder.encode(filter, StandardCharsets.UTF_8)
                .replace("%3D", "=")
                .replace("%26", "&");
    }

    private static ResponseEntity.BodyBuilder reply(HttpStatus status) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
    }
}

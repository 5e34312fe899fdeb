package dev.mullion.api;

import dev.mullion.identity.Access;
import dev.mullion.identity.Doorway;
import dev.mullion.identity.http.Problem;
import dev.mullion.requests.Asked;
import dev.mullion.requests.KeptAnswer;
import dev.mullion.requests.RequestKey;
import dev.mullion.requests.Requests;
import dev.mullion.requests.Standing;
import dev.mullion.tenancy.FailureTrace;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Carries out a request with a key once, and answers it again for a day. The answer is stored in the transaction of its
 * effect. What an operation refuses, and what breaks in it, is an answer too and is stored when its transaction has
 * been rolled back; a request that never got as far as its operation, one with faults, and one that a busy database
 * turned away, store nothing.
 */
@Component
class Repeats {

    /** Says of an answer that it is an earlier one. */
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger LOG = LoggerFactory.getLogger(Repeats.class);

    private final Doorway doorway;
    private final Workspaces workspaces;
    private final Requests requests;

    Repeats(Doorway doorway, Workspaces workspaces, Requests requests) {
        this.doorway = doorway;
        this.workspaces = workspaces;
        this.requests = requests;
    }

    /** What is asked for, but for who asks: that is known inside the doorway. */
    record Request(RequestKey key, String method, String address, String mediaType, String digest) {
        Asked by(Access access) {
            return new Asked(access.actor(), method, address, mediaType, digest);
        }
    }

    ResponseEntity<byte[]> once(
            Call.Whom whom, Request request, Doorway.Work<ResponseEntity<byte[]>, RuntimeException> work) {
        doorway.within(whom.slug(), whom.caller(), whom.needed(), _ -> {
            requests.announce(request.key());
            return true;
        });
        AtomicReference<Access> begun = new AtomicReference<>();
        try {
            return doorway.within(
                    whom.slug(), whom.caller(), whom.needed(), access -> answer(request, access, begun, work));
        } catch (RuntimeException failure) { // the end of the operation: what it raised becomes its answer
            Optional<Problem> problem = begun.get() == null ? Optional.empty() : ApiFailures.kept(failure);
            return problem.map(found -> kept(request, begun.get(), Replies.problem(found)))
                    .orElseThrow(() -> failure);
        }
    }

    private ResponseEntity<byte[]> answer(
            Request request,
            Access access,
            AtomicReference<Access> begun,
            Doorway.Work<ResponseEntity<byte[]>, RuntimeException> work) {
        Asked asked = request.by(access);
        return switch (requests.standing(request.key(), asked)) {
            case Standing.UnderWay _ -> throw new KeyInUse();
            case Standing.OfAnother _ -> throw new KeyReused();
            case Standing.Answered(KeptAnswer earlier) -> replayed(earlier);
            case Standing.Unanswered _ -> {
                begun.set(access);
                ResponseEntity<byte[]> reply = work.run(access);
                requests.keep(request.key(), asked, storable(reply));
                yield reply;
            }
        };
    }

    /** In a transaction of its own. Somebody who came in between and got further has the last word. */
    private ResponseEntity<byte[]> kept(Request request, Access access, ResponseEntity<byte[]> reply) {
        Asked asked = request.by(access);
        try {
            workspaces.within(access.workspace().id(), () -> {
                if (requests.standing(request.key(), asked) instanceof Standing.Unanswered) {
                    requests.keep(request.key(), asked, storable(reply));
                }
                return true;
            });
        } catch (DataAccessException | WorkspaceUnavailable e) {
            LOG.warn("An answer could not be kept for repetition: {}", FailureTrace.of(e));
        }
        return reply;
    }

    /** Of an answer that shows a secret only where the thing is: the secret is in the first answer alone. */
    private static KeptAnswer storable(ResponseEntity<byte[]> reply) {
        if (reply instanceof Replies.ShownOnce) {
            return storable(
                    Replies.problem(Problem.SHOWN_ONCE), reply.getHeaders().getLocation());
        }
        return storable(reply, reply.getHeaders().getLocation());
    }

    private static KeptAnswer storable(ResponseEntity<byte[]> reply, @Nullable URI location) {
        return new KeptAnswer(
                reply.getStatusCode().value(),
                location == null ? null : location.toString(),
                String.valueOf(reply.getHeaders().getContentType()),
                new String(Objects.requireNonNull(reply.getBody()), StandardCharsets.UTF_8));
    }

    private static ResponseEntity<byte[]> replayed(KeptAnswer earlier) {
        ResponseEntity.BodyBuilder reply = ResponseEntity.status(earlier.status())
                .contentType(MediaType.parseMediaType(earlier.mediaType()))
                .header(REPLAYED, "true");
        if (earlier.location() != null) {
            reply.header("Location", earlier.location());
        }
        return reply.body(earlier.body().getBytes(StandardCharsets.UTF_8));
    }

    /** The first request with this key has not been answered yet. */
    static final class KeyInUse extends RuntimeException {
        KeyInUse() {
            super("a request with this key is under way", null, false, false);
        }
    }

    /** Another request had this key. */
    static final class KeyReused extends RuntimeException {
        KeyReused() {
            super("another request had this key", null, false, false);
        }
    }
}

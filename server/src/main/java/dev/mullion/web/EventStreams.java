package dev.mullion.web;

import dev.mullion.identity.Caller;
import dev.mullion.identity.Doorway;
import dev.mullion.identity.NotHere;
import dev.mullion.identity.Sessions;
import dev.mullion.ingest.FactsArrived;
import dev.mullion.limits.TooManyRequests;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.WorkspaceUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages that something changed, never what: they fetch it again with their own permissions. At most one
 * event a second for a workspace. A stream ends when its session or membership does, at the latest at the next
 * heartbeat.
 */
@RestController
class EventStreams {

    static final int MOST_OF_ONE_CALLER = 8;
    static final int MOST = 1_000;

    private static final long LIFE = Duration.ofMinutes(30).toMillis();

    private final Doorway doorway;
    private final Sessions sessions;
    private final List<Stream> streams = new CopyOnWriteArrayList<>();
    private final Set<WorkspaceId> changed = ConcurrentHashMap.newKeySet();

    EventStreams(Doorway doorway, Sessions sessions) {
        this.doorway = doorway;
        this.sessions = sessions;
    }

    private record Stream(WorkspaceId workspace, String slug, Caller caller, Listener listener) {}

    @GetMapping(value = "/w/{slug}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter open(@PathVariable("slug") String slug, Caller caller) {
        WorkspaceId workspace =
                doorway.within(slug, caller, access -> access.workspace().id());
        SseEmitter emitter = new SseEmitter(LIFE);
        Stream stream = new Stream(workspace, slug, caller, new Listener(emitter));
        admit(stream);
        emitter.onCompletion(() -> streams.remove(stream));
        emitter.onTimeout(stream.listener()::end);
        emitter.onError(_ -> streams.remove(stream));
        stream.listener().beat();
        return emitter;
    }

    private synchronized void admit(Stream stream) {
        long own = streams.stream()
                .filter(other -> other.caller().actor().equals(stream.caller().actor()))
                .count();
        if (own >= MOST_OF_ONE_CALLER || streams.size() >= MOST) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
        }
        streams.add(stream);
    }

    /** No workspace is bound here, and none is needed: only the id is remembered. */
    @EventListener
    void on(FactsArrived arrived) {
        changed.add(arrived.workspace());
    }

    @Scheduled(fixedDelay = 1_000)
    void tell() {
        for (WorkspaceId workspace : List.copyOf(changed)) {
            changed.remove(workspace);
            streams.stream()
                    .filter(stream -> stream.workspace().equals(workspace))
                    .forEach(stream -> stream.listener().changed());
        }
    }

    @Scheduled(fixedDelay = 20_000)
    void beat() {
        for (Stream stream : List.copyOf(streams)) {
            if (stillBelongs(stream)) {
                stream.listener().beat();
            } else {
                streams.remove(stream);
                stream.listener().end();
            }
        }
    }

    /** In doubt the stream ends; a browser opens it again by itself, and is then asked who it is. */
    private boolean stillBelongs(Stream stream) {
        try {
            return isLive(stream.caller())
                    && doorway.within(
                            stream.slug(),
                            stream.caller(),
                            access -> access.workspace().id().equals(stream.workspace()));
        } catch (NotHere | TooManyRequests | WorkspaceUnavailable | DataAccessException ended) {
            return false;
        }
    }

    /** A token is looked up by the doorway. */
    private boolean isLive(Caller caller) {
        return switch (caller) {
            case Caller.PersonCaller person -> sessions.isLive(person);
            case Caller.TokenCaller _ -> true;
        };
    }

    /** Open streams would hold up the end of the server. */
    @EventListener
    void on(ContextClosedEvent closed) {
        streams.forEach(stream -> stream.listener().end());
    }
}

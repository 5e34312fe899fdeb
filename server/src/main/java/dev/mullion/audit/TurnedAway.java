package dev.mullion.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Records requests that wanted to change something and did not. The first of one actor stand in the log singly; a flood
 * is counted, and the count is told when its time is over. If it cannot be recorded, the request was turned away all
 * the same.
 */
@Component
public class TurnedAway implements DisposableBean {

    static final int SINGLY = 10;
    static final Duration WINDOW = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(TurnedAway.class);
    private static final int MOST_SOURCES = 10_000;

    private final Workspaces workspaces;
    private final AuditTrail trail;
    private final Clock clock;
    private final Cache<Source, Window> windows =
            Caffeine.newBuilder().maximumSize(MOST_SOURCES).build();

    /** What could not be recorded because the workspace was locked; told as a count when it opens. */
    private final Cache<Source, Window> locked =
            Caffeine.newBuilder().maximumSize(MOST_SOURCES).build();

    TurnedAway(Workspaces workspaces, AuditTrail trail, Clock clock) {
        this.workspaces = workspaces;
        this.trail = trail;
        this.clock = clock;
    }

    /** Empty: nobody who belongs to the workspace that was asked for. */
    private record Source(Optional<WorkspaceId> workspace, Actor actor) {}

    private record Window(Instant since, long requests) {}

    /**
     * Somebody asked for a change and did not get it.
     *
     * @param workspace theirs; empty when they are strangers there, which goes into the installation's own log
     * @param route which one, as {@code post.w.slug.audit.verify}; nothing that the sender wrote
     */
    public void tell(Optional<WorkspaceId> workspace, Actor actor, String route, Outcome outcome) {
        tell(workspace, new AuditEvent(AuditAction.REQUEST_TURNED_AWAY, actor, route, "", outcome));
    }

    /**
     * Somebody was refused in a way that has an event of its own. Outside of any door.
     *
     * @param event of one such refusal; a flood is counted as requests
     */
    public void tell(WorkspaceId workspace, AuditEvent event) {
        tell(Optional.of(workspace), event);
    }

    private void tell(Optional<WorkspaceId> workspace, AuditEvent event) {
        Source source = new Source(workspace, event.actor());
        Instant now = clock.instant();
        Window window = windows.asMap()
                .merge(source, new Window(now, 1), (known, _) -> new Window(known.since(), known.requests() + 1));
        if (window.requests() <= SINGLY) {
            record(source, now, 1, event);
        }
    }

    /** Ends the windows whose time is over. */
    @Scheduled(fixedDelay = 60_000)
    void summarise() {
        summarise(clock.instant().minus(WINDOW));
    }

    /** The counts are in memory alone, so a server that stops tells them first. */
    @Override
    public void destroy() {
        summarise(Instant.MAX);
    }

    private void summarise(Instant over) {
        windows.asMap().forEach((source, window) -> {
            if (window.since().isBefore(over) && windows.asMap().remove(source, window) && window.requests() > SINGLY) {
                tell(source, new Window(window.since(), window.requests() - SINGLY), "more requests");
            }
        });
        // A copy: those that are locked still come back into it.
        Map.copyOf(locked.asMap()).forEach((source, window) -> {
            if (locked.asMap().remove(source, window)) {
                tell(source, window, "requests, while this workspace was locked,");
            }
        });
    }

    private void tell(Source source, Window counted, String which) {
        String detail = counted.requests() + " " + which + " were turned away since " + counted.since();
        var event = new AuditEvent(AuditAction.REQUESTS_COUNTED, source.actor(), "any", detail, Outcome.REFUSED);
        record(source, counted.since(), counted.requests(), event);
    }

    /** @param requests how many of them the event tells of, which are counted where it cannot be recorded for now */
    private void record(Source source, Instant since, long requests, AuditEvent event) {
        Optional<WorkspaceId> workspace = source.workspace();
        try {
            if (workspace.isEmpty()) {
                trail.recordOfInstallation(event);
                return;
            }
            workspaces.within(workspace.get(), () -> {
                trail.record(event);
                return true;
            });
        } catch (WorkspaceUnavailable closed) {
            if (closed.isLocked()) {
                locked.asMap()
                        .merge(
                                source,
                                new Window(since, requests),
                                (known, more) -> new Window(known.since(), known.requests() + more.requests()));
            } else {
                warn(closed);
            }
        } catch (DataAccessException e) {
            warn(e);
        }
    }

    private static void warn(RuntimeException e) {
        LOG.warn(
                "A request that was turned away could not be recorded: {}",
                e.getClass().getSimpleName());
    }
}

package dev.mullion.ingest.sync;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Puller;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.ingest.FactsArrived;
import dev.mullion.ingest.sync.Leases.Lease;
import dev.mullion.ingest.sync.SyncRun.Cause;
import dev.mullion.meters.Meter;
import dev.mullion.meters.Metered;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Begins runs, by the clock and on demand. A run that breaks ends with a warning in the log, and its connection is read
 * again when its lease is over. Safe to share between threads.
 */
@Component
public class Syncs implements Metered, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Syncs.class);

    private static final int LOOKED_AT = 10;

    private final Journal.Books books;
    private final Map<String, Puller> pullers;
    private final ApplicationEventPublisher events;
    private final Turns turns = new Turns();
    private final Pulse pulse = new Pulse(Leases.LENGTH.dividedBy(5));

    Syncs(Journal.Books books, List<Puller> pullers, ApplicationEventPublisher events) {
        this.books = books;
        this.pullers = pullers.stream().collect(Collectors.toUnmodifiableMap(Puller::connector, Function.identity()));
        this.events = events;
    }

    @Override
    public List<Meter> meters() {
        return List.of(Meter.gauge(
                "mullion_runs_waiting", "Runs that wait for their turn, of all workspaces together.", turns.waiting()));
    }

    /** What came of the wish for a run. */
    public sealed interface Asked {

        /**
         * It is under way by now.
         *
         * @param done completes with the run when it has ended; never exceptionally
         */
        record Begun(UUID run, CompletableFuture<Optional<SyncRun>> done) implements Asked {}

        /** One is under way, here or on another server. */
        record UnderWay() implements Asked {}

        /** None can be. */
        record Impossible(String why) implements Asked {}
    }

    /** What came of the wish that a run stops. */
    public sealed interface Stopping {

        /** It ends with the page that it reads, on whichever server; asked before or just now. */
        record Asked(SyncRun run) implements Stopping {}

        /** It was over before. */
        record Over(SyncRun run) implements Stopping {}

        /** This connection has no such run. */
        record Unknown() implements Stopping {}
    }

    /** Whether anything can be read by this server. */
    boolean isReady() {
        return pullers.values().stream().anyMatch(puller -> puller.missing().isEmpty());
    }

    /**
     * How a connection stands with runs.
     *
     * @param obstacle why none can be begun here; null where one can
     * @param due when the clock begins the next; null while none ever ran
     */
    public record Standing(
            @Nullable String obstacle, @Nullable Instant due) {}

    /** Inside the door of its workspace. */
    public Standing standing(Connection connection) {
        return new Standing(
                obstacle(connection).orElse(null),
                books.leases().dueAt(connection.id()).orElse(null));
    }

    /** What a connection lives on; nothing for one that is only sent to, or that was ended. Inside the door. */
    public Upkeep upkeep(Connection connection) {
        if (!isRead(connection) || connection.endedHere()) {
            return Upkeep.NONE;
        }
        List<SyncRun> newest = books.runs().newest(connection.id(), LOOKED_AT);
        boolean comes = connection.state() != Connection.State.DISCONNECTED
                && newest.stream().noneMatch(SyncRun::isRunning);
        // Who asks may be at a server that reads nothing itself: another one does.
        Instant due = comes ? books.leases().dueAt(connection.id()).orElse(null) : null;
        return new Upkeep(books.secrets().of(connection), due, newest);
    }

    /** Whether connections of this kind are read at all, and not only sent to. */
    public boolean isRead(Connection connection) {
        return pullers.containsKey(connection.connector()) && connection.kind().isRead();
    }

    /**
     * Begins a run for somebody who asks; the wish is audited. Inside the door of its workspace or outside: it begins
     * when that transaction is committed.
     */
    public Asked ask(WorkspaceId workspace, ConnectionId connection, Actor actor) {
        return begin(workspace, connection, Cause.ASKED, actor);
    }

    /**
     * Begins to read everything again, the latest first; the wish is audited. Where one run does not come to the end,
     * the next ones go on; what changed meanwhile is read first in each. Inside the door of its workspace or outside.
     *
     * @return under way as well where an earlier wish has not been read to its end yet
     */
    public Asked backfill(WorkspaceId workspace, ConnectionId connection, Actor actor) {
        return begin(workspace, connection, Cause.BACKFILL, actor);
    }

    /**
     * Asks a run to stop; the first wish is audited. What it read stays, and the next run goes on where it was; a
     * backfill stays open. Inside the door of its workspace or outside.
     */
    public Stopping stop(WorkspaceId workspace, ConnectionId connection, UUID run, Actor actor) {
        return books.workspaces().within(workspace, () -> {
            if (books.runs().askToStop(connection, run, actor.kind())) {
                books.trail()
                        .record(new AuditEvent(
                                AuditAction.SYNC_STOP_ASKED, actor, connection.toString(), SyncRun.name(run)));
            }
            return books.runs()
                    .find(connection, run)
                    .<Stopping>map(found -> found.isRunning() ? new Stopping.Asked(found) : new Stopping.Over(found))
                    .orElseGet(Stopping.Unknown::new);
        });
    }

    /** Whether the vendor of a connection says how much of its budget is left. */
    public boolean isToldBudget(Connection connection) {
        Puller puller = pullers.get(connection.connector());
        return puller != null && puller.isToldBudget();
    }

    /** Whether everything is being read again, by this run or the next ones. Inside the door of its workspace. */
    public boolean isReadAgain(ConnectionId connection) {
        return books.backfills().isOpen(connection);
    }

    /** From when on a run of the clock begins to read everything again; empty where none is due to come. */
    public Optional<Instant> readAgainAt(Connection connection) {
        return connection.state() == Connection.State.DISCONNECTED
                ? Optional.empty()
                : books.backfills().dueAt(connection.id());
    }

    /**
     * Vendors say that something changed, and not what: their connections are read soon, but no more often than their
     * manifests say. Not inside a door: it opens one.
     */
    void changed(WorkspaceId workspace, Set<ConnectionId> changed) {
        books.workspaces().within(workspace, () -> {
            for (Connection connection : books.connections().find(changed)) {
                Puller puller = pullers.get(connection.connector());
                if (puller != null) {
                    books.leases()
                            .wake(connection.id(), puller.manifest().freshness().apart());
                }
            }
            return true;
        });
    }

    Asked byTheClock(WorkspaceId workspace, ConnectionId connection) {
        return begin(workspace, connection, Cause.CLOCK, null);
    }

    /** The first run of what somebody connected just now; the connecting is audited, and not the run. */
    Asked atOnce(WorkspaceId workspace, ConnectionId connection) {
        return begin(workspace, connection, Cause.CONNECTED, null);
    }

    /** Ends the runs of servers that were killed, also where none follows. Inside the door of their workspace. */
    void endLeft() {
        books.leases().takeLeft().forEach(this::endLeft);
    }

    private void endLeft(ConnectionId connection) {
        for (UUID left : books.runs().closeLeft(connection)) {
            books.trail().record(Journal.ended(connection, left, "its server stopped before the end"));
        }
    }

    private Asked begin(WorkspaceId workspace, ConnectionId id, Cause cause, @Nullable Actor actor) {
        return books.workspaces().within(workspace, () -> {
            Optional<Connection> found = books.connections().find(id);
            Optional<String> obstacle =
                    found.isEmpty() ? Optional.of("there is no such connection") : obstacle(found.get());
            if (obstacle.isPresent()) {
                return new Asked.Impossible(obstacle.get());
            }
            Connection connection = found.orElseThrow();
            if (cause == Cause.BACKFILL && books.backfills().isOpen(id)) {
                return new Asked.UnderWay();
            }
            return books.leases()
                    .take(id)
                    .<Asked>map(lease -> begun(workspace, connection, lease, cause, actor))
                    .orElseGet(Asked.UnderWay::new);
        });
    }

    private Optional<String> obstacle(Connection connection) {
        Puller puller = pullers.get(connection.connector());
        if (puller == null || !isRead(connection)) {
            return Optional.of("this connection is sent to, and nothing is read from it");
        }
        if (connection.endedHere()) {
            return Optional.of("this connection was disconnected");
        }
        return puller.missing().map(what -> "this server cannot read: it needs " + what);
    }

    private Asked begun(WorkspaceId workspace, Connection connection, Lease lease, Cause cause, @Nullable Actor actor) {
        endLeft(connection.id());
        books.runs().begin(lease, cause);
        if (cause == Cause.BACKFILL) {
            books.backfills().begin(connection.id());
        } else if (cause == Cause.CLOCK && books.backfills().isDue(connection.id())) {
            books.backfills().beginDue(connection.id());
        }
        if (actor != null) {
            books.trail()
                    .record(new AuditEvent(
                            cause == Cause.BACKFILL ? AuditAction.BACKFILL_ASKED : AuditAction.SYNC_ASKED,
                            actor,
                            connection.id().toString(),
                            SyncRun.name(lease.run())));
        }
        CompletableFuture<Optional<SyncRun>> done = new CompletableFuture<>();
        Workspaces.afterCommit(() -> turns.add(workspace, task(workspace, connection, lease, done)));
        return new Asked.Begun(lease.run(), done);
    }

    private Turns.Task task(
            WorkspaceId workspace, Connection connection, Lease lease, CompletableFuture<Optional<SyncRun>> done) {
        Puller puller = pullers.get(connection.connector());
        if (puller == null) {
            throw new IllegalStateException("an obstacle that was not seen");
        }
        Link link = new Link(workspace, connection.id(), Objects.requireNonNullElse(connection.installation(), 0L));
        Pull pull = new Pull(puller, link, new Journal(books, link, lease, puller), pulse);
        return new Turns.Task() {
            @Override
            public boolean turn() {
                boolean hasMore = guarded(pull::turn, lease);
                events.publishEvent(new FactsArrived(workspace));
                if (!hasMore) {
                    done.complete(ended(workspace, lease));
                }
                return hasMore;
            }

            @Override
            public void giveUp() {
                guarded(
                        () -> {
                            pull.giveUp();
                            return false;
                        },
                        lease);
                done.complete(ended(workspace, lease));
            }
        };
    }

    /** The boundary of a run: whatever breaks in it must not end the thread that serves the others. */
    private static boolean guarded(java.util.function.BooleanSupplier work, Lease lease) {
        try {
            return work.getAsBoolean();
        } catch (Leases.Taken _) {
            LOG.info("Run {} of {} ended: another one has the connection", lease.run(), lease.connection());
        } catch (RuntimeException e) { // the lease runs out, and the next run goes on where the last page was
            LOG.warn(
                    "Run {} of {} broke: {}",
                    lease.run(),
                    lease.connection(),
                    e.getClass().getSimpleName());
        }
        return false;
    }

    private Optional<SyncRun> ended(WorkspaceId workspace, Lease lease) {
        try {
            return books.workspaces()
                    .within(
                            workspace,
                            () -> books.runs().newest(lease.connection(), SyncRuns.MOST).stream()
                                    .filter(run -> run.id().equals(lease.run()))
                                    .findFirst());
        } catch (RuntimeException e) { // nobody learns how it ended, and nothing waits for ever
            LOG.warn(
                    "How run {} ended cannot be read: {}",
                    lease.run(),
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    @Override
    public void destroy() {
        turns.close();
        pulse.close();
    }
}

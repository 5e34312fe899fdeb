package dev.mullion.ingest.sync;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.connectors.Connection;
import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.PermissionTrials;
import dev.mullion.connectors.Pulled;
import dev.mullion.connectors.Puller;
import dev.mullion.connectors.Puller.Link;
import dev.mullion.connectors.Tried;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Tries the permissions of connections at their vendors when somebody asks, by the same client and out of the same
 * budgets as runs. Nothing of an answer is kept but whether it came. Safe to share between threads.
 */
@Component
public class Trials implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Trials.class);
    private static final int AT_ONCE = 2;
    private static final int MOST_WAITING = 100;

    /** One whose transaction was not committed is forgotten after it. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Journal.Books books;
    private final Syncs syncs;
    private final PermissionTrials trials;
    private final List<Puller> pullers;
    private final Cache<ConnectionId, Boolean> underWay =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(LONGEST).build();
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("permission-trial-", 0).daemon().factory());

    Trials(Journal.Books books, Syncs syncs, PermissionTrials trials, List<Puller> pullers) {
        this.books = books;
        this.syncs = syncs;
        this.trials = trials;
        this.pullers = List.copyOf(pullers);
    }

    /** What came of the wish. */
    public sealed interface Asked {

        /**
         * It is under way by now.
         *
         * @param done completes when it is over, with why nothing could be tried, or empty; never exceptionally
         */
        record Begun(CompletableFuture<Optional<String>> done) implements Asked {}

        record UnderWay() implements Asked {}

        record Impossible(String why) implements Asked {}
    }

    /** Tries them for somebody who asks; the wish is audited. It begins when the transaction under way is committed. */
    public Asked ask(WorkspaceId workspace, ConnectionId id, Actor actor) {
        return books.workspaces().within(workspace, () -> {
            Optional<Connection> found = books.connections().find(id);
            if (found.isEmpty()) {
                return new Asked.Impossible("there is no such connection");
            }
            String obstacle = syncs.standing(found.get()).obstacle();
            if (obstacle != null) {
                return new Asked.Impossible(obstacle);
            }
            if (underWay.asMap().putIfAbsent(id, true) != null) {
                return new Asked.UnderWay();
            }
            books.trail().record(new AuditEvent(AuditAction.CONNECTION_TESTED, actor, id.toString(), ""));
            CompletableFuture<Optional<String>> done = new CompletableFuture<>();
            Link link = new Link(
                    workspace, id, Objects.requireNonNullElse(found.get().installation(), 0L));
            Workspaces.afterCommit(() -> begin(found.get(), link, done));
            return new Asked.Begun(done);
        });
    }

    private void begin(Connection connection, Link link, CompletableFuture<Optional<String>> done) {
        try {
            pool.execute(() -> done.complete(tried(connection, link)));
        } catch (RejectedExecutionException _) {
            underWay.invalidate(connection.id());
            done.complete(Optional.of("too many connections are being tried; try again in a minute"));
        }
    }

    /** The boundary of a trial: whatever breaks in it must not end the thread that serves the others. */
    private Optional<String> tried(Connection connection, Link link) {
        try {
            Puller puller = pullers.stream()
                    .filter(one -> one.connector().equals(connection.connector()))
                    .findFirst()
                    .orElseThrow();
            return switch (puller.tried(link)) {
                case Pulled.Got<List<Tried>> got -> {
                    trials.keep(link, got.value());
                    yield Optional.empty();
                }
                case Pulled<List<Tried>> other -> Optional.of(Tried.why(other));
            };
        } catch (RuntimeException e) { // told to whoever asked; the next one tries again
            LOG.warn("A trial of {} broke: {}", connection.id(), e.getClass().getSimpleName());
            return Optional.of("it could not be tried");
        } finally {
            underWay.invalidate(connection.id());
        }
    }

    @Override
    public void destroy() {
        pool.shutdownNow();
    }
}

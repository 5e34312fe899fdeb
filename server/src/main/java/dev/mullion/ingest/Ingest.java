package dev.mullion.ingest;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.Projected;
import dev.mullion.meters.Meter;
import dev.mullion.meters.Metered;
import dev.mullion.tenancy.Plans;
import dev.mullion.tenancy.SecondTry;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.WorkspaceUnavailable;
import dev.mullion.tenancy.Workspaces;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;

/**
 * Stores verified deliveries, many of one workspace in one transaction. A delivery is answered when it is durable. One
 * that cannot be stored fails alone: its batch is tried again one by one.
 */
@Component
class Ingest implements Metered, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);

    /** GitHub waits 10 seconds for an answer. */
    private static final long PATIENCE_SECONDS = 8;

    /** At most so many workspaces are written at once, fewer than there are connections. */
    private static final int DRAINS = 8;

    private final Workspaces workspaces;
    private final Batch batch;
    private final ApplicationEventPublisher events;
    private final ConcurrentHashMap<WorkspaceId, WorkspaceQueue> queues = new ConcurrentHashMap<>();
    /** Threads of the platform: a virtual one wakes two others at each of a transaction's ten round trips. */
    private final ExecutorService drains = Executors.newFixedThreadPool(
            DRAINS, Thread.ofPlatform().daemon().name("ingest-", 0).factory());

    Ingest(Workspaces workspaces, Batch batch, ApplicationEventPublisher events) {
        this.workspaces = workspaces;
        this.batch = batch;
        this.events = events;
    }

    /**
     * Stores one delivery and waits until it is durable.
     *
     * @throws Overloaded when the queue is full, the database is away, or the server stops; the delivery is to be sent
     *     again
     */
    Outcome take(WorkspaceId workspace, Delivery delivery) throws Overloaded {
        WorkspaceQueue queue = queues.computeIfAbsent(workspace, _ -> new WorkspaceQueue());
        CompletableFuture<Outcome> answer =
                queue.add(delivery, () -> start(workspace, queue)).orElseThrow(Overloaded::new);
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Overloaded();
        } catch (TimeoutException e) {
            answer.cancel(false); // it is not begun any more; what is under way may still be stored
            throw new Overloaded();
        } catch (CancellationException e) {
            throw new Overloaded();
        } catch (ExecutionException e) {
            if (isBusy(e.getCause())) {
                throw new Overloaded();
            }
            throw new IllegalStateException("delivery " + delivery.id() + " could not be stored", e.getCause());
        }
    }

    /** A later try may succeed; what was stored after all is a duplicate then. */
    static final class Overloaded extends Exception {}

    private void start(WorkspaceId workspace, WorkspaceQueue queue) {
        try {
            drains.execute(() -> queue.drain(pending -> carryOut(workspace, pending), () -> start(workspace, queue)));
        } catch (RejectedExecutionException _) {
            queue.giveUp(); // the server is stopping
        }
    }

    @Override
    public List<Meter> meters() {
        return List.of(Meter.gauge(
                "mullion_deliveries_waiting",
                "Verified deliveries that wait to be stored, of all workspaces together.",
                queues.values().stream().mapToInt(WorkspaceQueue::length).sum()));
    }

    /** What a delivery says about the link itself holds for those behind it, so it ends the transaction. */
    private void carryOut(WorkspaceId workspace, List<WorkspaceQueue.Pending> pending) {
        int from = 0;
        for (int i = 0; i < pending.size(); i++) {
            if (isAboutTheLink(pending.get(i).delivery()) || i == pending.size() - 1) {
                carryOutTogether(workspace, pending.subList(from, i + 1));
                from = i + 1;
            }
        }
    }

    private static boolean isAboutTheLink(Delivery delivery) {
        return delivery.projected() instanceof Projected.Kept kept && kept.lifecycle() != null;
    }

    private void carryOutTogether(WorkspaceId workspace, List<WorkspaceQueue.Pending> pending) {
        try {
            store(workspace, pending);
        } catch (RuntimeException e) {
            if (pending.size() == 1 || isBusy(e)) {
                pending.forEach(one -> one.answer().completeExceptionally(e));
            } else {
                LOG.warn("A batch of {} deliveries failed with {}; each is tried alone", pending.size(), reason(e));
                pending.forEach(one -> carryOutTogether(workspace, List.of(one)));
            }
        }
    }

    /**
     * Tried twice because a vendor that is answered 503 may not send again. What was committed although its answer was
     * lost is a duplicate then.
     */
    private List<Outcome> carryOutUnbroken(WorkspaceId workspace, List<Delivery> deliveries) {
        return SecondTry.whenBroken(() -> workspaces.within(workspace, Plans.KEPT, () -> batch.carryOut(deliveries)));
    }

    private void store(WorkspaceId workspace, List<WorkspaceQueue.Pending> pending) {
        List<Delivery> deliveries =
                pending.stream().map(WorkspaceQueue.Pending::delivery).toList();
        List<Outcome> outcomes = carryOutUnbroken(workspace, deliveries);
        tellOfChanges(workspace, deliveries, outcomes);
        for (int i = 0; i < pending.size(); i++) {
            pending.get(i).answer().complete(outcomes.get(i));
        }
        if (outcomes.contains(Outcome.KEPT)) {
            events.publishEvent(new FactsArrived(workspace));
        }
    }

    /** Before the vendor gets its answer: what was answered is not told again. */
    private void tellOfChanges(WorkspaceId workspace, List<Delivery> deliveries, List<Outcome> outcomes) {
        Set<ConnectionId> told = IntStream.range(0, deliveries.size())
                .filter(place -> outcomes.get(place) == Outcome.IGNORED)
                .mapToObj(deliveries::get)
                .filter(delivery -> delivery.projected() instanceof Projected.Told)
                .map(Delivery::connection)
                .collect(Collectors.toSet());
        if (!told.isEmpty()) {
            events.publishEvent(new ChangeTold(workspace, told));
        }
    }

    /** What kind of failure, without statement or values. */
    private static String reason(RuntimeException failure) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
        return root instanceof SQLException sql
                ? "SQLSTATE " + sql.getSQLState()
                : root.getClass().getSimpleName();
    }

    private static boolean isBusy(@Nullable Throwable cause) {
        return cause instanceof WorkspaceUnavailable
                || cause instanceof DataAccessResourceFailureException
                || cause instanceof TransientDataAccessException;
    }

    @Override
    public void destroy() {
        drains.close();
    }
}

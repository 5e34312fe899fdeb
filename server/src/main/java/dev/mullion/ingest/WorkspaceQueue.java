package dev.mullion.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The deliveries of one workspace that wait for a transaction. While one batch commits the next one gathers, so the
 * batch grows with the load and a single delivery waits for nobody.
 */
final class WorkspaceQueue {

    /** A delivery and who waits for it. */
    record Pending(Delivery delivery, CompletableFuture<Outcome> answer) {}

    private static final int LARGEST_BATCH = 128;
    private static final int LONGEST = 2_048;

    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private boolean draining;

    /**
     * Adds a delivery; empty when the queue is full.
     *
     * @param starter called when nobody is carrying out this queue's batches
     */
    Optional<CompletableFuture<Outcome>> add(Delivery delivery, Runnable starter) {
        var answer = new CompletableFuture<Outcome>();
        boolean start;
        synchronized (this) {
            if (waiting.size() >= LONGEST) {
                return Optional.empty();
            }
            waiting.add(new Pending(delivery, answer));
            start = !draining;
            draining = true;
        }
        if (start) {
            starter.run();
        }
        return Optional.of(answer);
    }

    /**
     * Hands out one batch. One thread at a time: whoever was told to start.
     *
     * @param starter called when more came in the meantime: other workspaces have their turn in between
     */
    void drain(Consumer<List<Pending>> carryOut, Runnable starter) {
        try {
            carryOut.accept(next());
        } finally {
            if (hasMore()) {
                starter.run();
            }
        }
    }

    private synchronized List<Pending> next() {
        List<Pending> batch = new ArrayList<>(Math.min(waiting.size(), LARGEST_BATCH));
        while (batch.size() < LARGEST_BATCH && !waiting.isEmpty()) {
            Pending pending = waiting.remove();
            if (!pending.answer().isDone()) {
                batch.add(pending);
            }
        }
        return batch;
    }

    /** Whoever waits here is told to come again. */
    synchronized void giveUp() {
        waiting.forEach(pending -> pending.answer().cancel(false));
        waiting.clear();
        draining = false;
    }

    /** How many wait now. */
    synchronized int length() {
        return waiting.size();
    }

    private synchronized boolean hasMore() {
        draining = !waiting.isEmpty();
        return draining;
    }
}

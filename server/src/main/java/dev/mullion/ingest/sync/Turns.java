package dev.mullion.ingest.sync;

import dev.mullion.tenancy.WorkspaceId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Carries out runs, a turn each: first the workspaces take turns, then the runs of each. However much one of them has
 * to read, each of the others waits for one turn of it at a time.
 */
final class Turns implements AutoCloseable {

    /**
     * A turn mostly waits for its vendor, and as many slow ones as there are threads keep everybody waiting: several
     * for each core, and fewer than the database has connections for.
     */
    static final int AT_ONCE = 8;

    private static final long PATIENCE_SECONDS = 20;

    /** Something that is done in turns. */
    interface Task {
        /** Does a bit, and says whether there is more. */
        boolean turn();

        /** It is not carried on here. */
        void giveUp();
    }

    private final ExecutorService threads = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().daemon().name("sync-", 0).factory());
    private final Map<WorkspaceId, ArrayDeque<Task>> waiting = new HashMap<>();
    private boolean isClosed;

    void add(WorkspaceId workspace, Task task) {
        synchronized (waiting) {
            if (!isClosed) {
                ArrayDeque<Task> own = waiting.get(workspace);
                if (own == null) {
                    own = new ArrayDeque<>();
                    waiting.put(workspace, own);
                    start(workspace);
                }
                own.add(task);
                return;
            }
        }
        task.giveUp();
    }

    /** How many are under way or wait for their turn, but for those that are in it right now. */
    int waiting() {
        synchronized (waiting) {
            return waiting.values().stream().mapToInt(ArrayDeque::size).sum();
        }
    }

    private void start(WorkspaceId workspace) {
        try {
            threads.execute(() -> turn(workspace));
        } catch (RejectedExecutionException _) {
            // It is closing, and gives up what waits.
        }
    }

    private void turn(WorkspaceId workspace) {
        Task task;
        synchronized (waiting) {
            ArrayDeque<Task> own = waiting.get(workspace);
            task = own == null ? null : own.poll();
            if (task == null) {
                waiting.remove(workspace);
                return;
            }
        }
        boolean hasMore = task.turn();
        boolean isGivenUp;
        synchronized (waiting) {
            isGivenUp = hasMore && isClosed;
            ArrayDeque<Task> own = waiting.get(workspace);
            if (own != null) {
                if (hasMore && !isClosed) {
                    own.add(task);
                }
                if (own.isEmpty()) {
                    waiting.remove(workspace);
                } else {
                    start(workspace);
                }
            }
        }
        if (isGivenUp) {
            task.giveUp();
        }
    }

    /** Ends the turns that are under way, and gives up what is left. */
    @Override
    public void close() {
        List<Task> left = new ArrayList<>();
        synchronized (waiting) {
            isClosed = true;
            waiting.values().forEach(left::addAll);
            waiting.clear();
        }
        threads.shutdown();
        left.forEach(Task::giveUp);
        try {
            if (!threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException _) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}

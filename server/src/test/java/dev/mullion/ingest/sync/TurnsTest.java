package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.tenancy.WorkspaceId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** However much one workspace has to read, the others wait for one turn of it at a time. */
class TurnsTest {

    private static final int THREADS = Turns.AT_ONCE;

    private final Turns turns = new Turns();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> order = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        end.countDown();
        turns.close();
    }

    @Test
    void aWorkspaceWhoseRunsTakeForEverLeavesTheThreadsToOthers() throws InterruptedException {
        WorkspaceId busy = workspace();
        for (int run = 0; run < 4 * THREADS; run++) {
            turns.add(busy, new Task("busy", Integer.MAX_VALUE, end));
        }
        CountDownLatch done = new CountDownLatch(1);

        turns.add(workspace(), new Task("other", 1, null, done));

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void oneWithManyLongRunsHasOneTurnBetweenTwoOfAnother() throws InterruptedException {
        CountDownLatch one = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(THREADS);
        IntStream.range(0, THREADS).forEach(i -> turns.add(workspace(), held(held, i == 0 ? one : end)));
        assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
        WorkspaceId busy = workspace();
        IntStream.range(0, 5).forEach(i -> turns.add(busy, new Task("busy" + i, 100, null)));
        CountDownLatch done = new CountDownLatch(1);
        turns.add(workspace(), new Task("other", 6, null, done));

        one.countDown();

        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(List.copyOf(order).subList(0, 12))
                .containsExactly(
                        "busy0", "other", "busy1", "other", "busy2", "other", "busy3", "other", "busy4", "other",
                        "busy0", "other");
    }

    /** Takes a thread until it is told to let go. */
    private static Turns.Task held(CountDownLatch isHeld, CountDownLatch until) {
        return new Turns.Task() {
            @Override
            public boolean turn() {
                isHeld.countDown();
                await(until);
                return false;
            }

            @Override
            public void giveUp() {}
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static WorkspaceId workspace() {
        return new WorkspaceId(UUID.randomUUID());
    }

    private final class Task implements Turns.Task {

        private final String name;
        private final AtomicInteger left;
        private final @Nullable CountDownLatch gate;
        private final CountDownLatch done;

        Task(String name, int turns, @Nullable CountDownLatch gate) {
            this(name, turns, gate, new CountDownLatch(1));
        }

        Task(String name, int turns, @Nullable CountDownLatch gate, CountDownLatch done) {
            this.name = name;
            this.left = new AtomicInteger(turns);
            this.gate = gate;
            this.done = done;
        }

        @Override
        public boolean turn() {
            if (gate != null) {
                await(gate);
                return false;
            }
            order.add(name);
            boolean hasMore = left.decrementAndGet() > 0;
            if (!hasMore) {
                done.countDown();
            }
            return hasMore;
        }

        @Override
        public void giveUp() {}
    }
}

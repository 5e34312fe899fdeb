package dev.mullion.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Two workspaces that take turns on the same few connections, undisturbed and disturbed. Each has one label. */
final class Turns {

    static final String LONG_READ = """
            select l.text
              from label l, generate_series(1, 40000) g
             where l.workspace_id = :workspace
               and g % 1000 = 0
            """;

    private static final int EACH = 12;

    private Turns() {}

    /** More often than the driver or the server waits before it prepares a plan. */
    static void taken(TestTenancy tenancy, WorkspaceId a, WorkspaceId b) {
        for (int i = 0; i < EACH; i++) {
            assertThat(tenancy.labels(a)).containsExactly("of a");
        }
        for (int i = 0; i < EACH; i++) {
            assertThat(tenancy.labels(b)).containsExactly("of b");
            assertThat(tenancy.labels(a)).containsExactly("of a");
        }
    }

    /**
     * Cancels and interrupts until that many transactions came to grief; whatever was read meanwhile was the reader's
     * own.
     */
    static void cancelled(TestTenancy tenancy, WorkspaceId a, WorkspaceId b, int times) throws Exception {
        AtomicInteger failures = new AtomicInteger();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection administrator = tenancy.connectAs(tenancy.administrator())) {
            while (failures.get() < times) {
                Future<?> ofA = threads.submit(() -> readOnce(tenancy, a, "of a", failures, wrong));
                Future<?> ofB = threads.submit(() -> readOnce(tenancy, b, "of b", failures, wrong));
                LockSupport.parkNanos(2_000_000);
                cancelAll(administrator);
                if (failures.get() % 3 == 0) {
                    ofA.cancel(true);
                }
                settled(ofA);
                settled(ofB);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void readOnce(
            TestTenancy tenancy, WorkspaceId workspace, String own, AtomicInteger failures, Queue<String> wrong) {
        try {
            var texts = tenancy.workspaces.within(
                    workspace,
                    () -> tenancy.tenant.sql(LONG_READ).query(String.class).list());
            if (texts.size() != 40 || !texts.stream().allMatch(own::equals)) {
                wrong.add(own + " read " + texts);
            }
        } catch (RuntimeException cancelled) {
            failures.incrementAndGet();
        }
    }

    private static void settled(Future<?> turn) throws Exception {
        try {
            turn.get();
        } catch (CancellationException _) {
            // The one that was interrupted; it has counted itself.
        }
    }

    private static void cancelAll(Connection administrator) throws SQLException {
        try (var statement = administrator.createStatement()) {
            statement.execute("""
                    select pg_cancel_backend(pid) from pg_stat_activity
                     where usename = 'mullion_app' and datname = current_database()
                    """);
        }
    }
}

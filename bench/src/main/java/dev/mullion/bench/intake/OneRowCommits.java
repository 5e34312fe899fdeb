package dev.mullion.bench.intake;

import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.load.Deliveries;
import dev.mullion.bench.machine.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The limit of a row a transaction: a loop of prepared inserts on each of some connections, as pgbench would do it. */
final class OneRowCommits implements Contender {

    /** With the pools of the others it must stay below the server's 60. */
    private static final int CONNECTIONS = 8;

    private final String url;

    OneRowCommits(Database database) {
        database.execute(NodePeers.DATABASE, "create table one_row (id uuid primary key, number int not null)");
        this.url = database.url(NodePeers.DATABASE) + "?user=" + NodePeers.ROLE + "&password=" + NodePeers.PASSWORD;
        database.execute(NodePeers.DATABASE, "grant insert on one_row to " + NodePeers.ROLE);
    }

    @Override
    public String name() {
        return "limit: one-row commits, no HTTP";
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    @Override
    public Counted run(Deliveries deliveries, Duration length) {
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Callable<Long>> loops = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                loops.add(() -> commitUntil(start + length.toNanos()));
            }
            long done = 0;
            for (Future<Long> loop : threads.invokeAll(loops)) {
                done += loop.get();
            }
            return new Counted(done, 0, (System.nanoTime() - start) / 1e9);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailed("interrupted", e);
        } catch (ExecutionException e) {
            throw new BenchmarkFailed("one-row commits failed: " + e.getMessage(), e);
        }
    }

    private Long commitUntil(long deadline) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement insert =
                        connection.prepareStatement("insert into one_row (id, number) values (?, ?)")) {
            long done = 0;
            while (System.nanoTime() < deadline) {
                insert.setObject(1, UUID.randomUUID());
                insert.setInt(2, (int) done);
                insert.executeUpdate();
                done++;
            }
            return done;
        }
    }
}

package dev.mullion.bench.sync;

import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.machine.Child;
import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.MullionServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** Runs of Mullion's, as its own tables tell of them. */
record MullionReads(Database database, Child server) {

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(30);

    /** The server's own checks run a connection of theirs now and then, which are none of these. */
    private static final String RUNS =
            " from mullion.sync_run where workspace_id = (select id from mullion.workspace where slug = 'bench')";

    private static final String NEWEST = RUNS + " order by started_at desc, id desc limit 1";

    /** Waits for a run that somebody begins, and for what came before it. */
    Read read(String name, Runnable begin) {
        long runs = database.number(MullionServer.DATABASE, "select count(*)" + RUNS);
        Meter meter = Meter.start(database, server);
        begin.run();
        awaitEnd(meter, runs);
        Effort effort = meter.effort();
        return new Read(
                name,
                newest("state || ': ' || coverage"),
                Long.parseLong(newest("pages")),
                Long.parseLong(newest("objects")),
                Long.parseLong(newest("written")),
                Double.parseDouble(newest("extract(epoch from ended_at - started_at)")),
                effort);
    }

    private String newest(String column) {
        return database.text(MullionServer.DATABASE, "select " + column + NEWEST);
    }

    /** Asks on one connection: a new one twice a second would cost the database more than some runs do. */
    private void awaitEnd(Meter meter, long runs) {
        long until = System.nanoTime() + PATIENCE;
        try (Connection connection = database.administer(MullionServer.DATABASE);
                PreparedStatement ended =
                        connection.prepareStatement("select count(*) > ?" + RUNS + " and state <> 'running'")) {
            ended.setLong(1, runs);
            meter.lookUntil(() -> hasEnded(ended, until));
        } catch (SQLException e) {
            throw new BenchmarkFailed("the benchmark's database does not answer: " + e.getMessage(), e);
        }
    }

    private static boolean hasEnded(PreparedStatement ended, long until) {
        if (System.nanoTime() > until) {
            throw new BenchmarkFailed("the run did not end within 30 minutes");
        }
        try (ResultSet row = ended.executeQuery()) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            throw new BenchmarkFailed("the benchmark's database does not answer: " + e.getMessage(), e);
        }
    }
}

package dev.mullion.bench.sync;

import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.machine.Child;
import dev.mullion.bench.machine.Cost;
import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.MullionServer;
import dev.mullion.bench.machine.Workbench;
import dev.mullion.bench.report.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One run that was read to its end, as the database tells it, with what it cost.
 *
 * @param seconds from its start to its end
 * @param cpu seconds of the server's processor
 * @param walBytes of the whole database, which has nothing else to do
 * @param memory of the server in MB while it ran, at equal steps of objects read
 */
record Read(
        String name,
        String coverage,
        long pages,
        long objects,
        long written,
        double seconds,
        double cpu,
        long walBytes,
        List<Double> memory) {

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(30);
    private static final String NEWEST = " from mullion.sync_run order by started_at desc, id desc limit 1";

    Read {
        memory = List.copyOf(memory);
    }

    /** Waits for a run that somebody begins, and for what came before it. */
    static Read of(String name, Workbench bench, Database database, Child server, Runnable begin) {
        long runs = database.number(MullionServer.DATABASE, "select count(*) from mullion.sync_run");
        String wal = database.text(MullionServer.DATABASE, "select pg_current_wal_lsn()");
        double cpu = Cost.cpuSeconds(server.pid());
        bench.say(name);
        begin.run();
        List<Double> memory = memoryUntilTheEnd(database, server, runs);
        return new Read(
                name,
                database.text(MullionServer.DATABASE, "select state || ': ' || coverage" + NEWEST),
                number(database, "pages"),
                number(database, "objects"),
                number(database, "written"),
                Double.parseDouble(database.text(
                        MullionServer.DATABASE, "select extract(epoch from ended_at - started_at)" + NEWEST)),
                Cost.cpuSeconds(server.pid()) - cpu,
                database.number(
                        MullionServer.DATABASE, "select pg_wal_lsn_diff(pg_current_wal_lsn(), '" + wal + "')::bigint"),
                memory);
    }

    private static long number(Database database, String column) {
        return database.number(MullionServer.DATABASE, "select " + column + NEWEST);
    }

    private static List<Double> memoryUntilTheEnd(Database database, Child server, long runs) {
        List<Double> memory = new ArrayList<>();
        long until = System.nanoTime() + PATIENCE;
        while (database.number(MullionServer.DATABASE, "select count(*) from mullion.sync_run where state <> 'running'")
                <= runs) {
            if (System.nanoTime() > until) {
                throw new BenchmarkFailed("the run did not end within 30 minutes");
            }
            memory.add(Cost.residentMegabytes(server.pid()));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
        }
        memory.add(Cost.residentMegabytes(server.pid()));
        return memory;
    }

    /** In MB, over a share of the run's time. */
    double memoryBetween(double from, double to) {
        return memory.subList((int) (from * (memory.size() - 1)), (int) (to * (memory.size() - 1)) + 1).stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElseThrow();
    }

    List<String> row() {
        return List.of(
                name,
                Long.toString(pages),
                Samples.number((double) objects, 0),
                Samples.number((double) written, 0),
                Samples.number(seconds, 1),
                Samples.number(cpu, 1),
                Samples.number((double) walBytes / 1e6, 2),
                Samples.number(memoryBetween(0, 1), 0));
    }

    Map<String, Object> raw() {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("coverage", coverage);
        raw.put("pages", pages);
        raw.put("objects", objects);
        raw.put("written", written);
        raw.put("seconds", seconds);
        raw.put("cpuSeconds", cpu);
        raw.put("walBytes", walBytes);
        raw.put("residentMegabytes", memory);
        return raw;
    }
}

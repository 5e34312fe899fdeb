package dev.mullion.bench.audit;

import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.machine.Cost;
import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.MullionServer;
import dev.mullion.bench.report.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Eight threads that write by one way, to workspaces that change with every event; and what that came to, by round. */
final class Writers {

    static final int THREADS = 8;

    private static final double THOUSAND = 1_000.0;

    private final Writing writing;
    private final List<UUID> workspaces;
    private final Database database;
    private final AtomicInteger next = new AtomicInteger();
    private final Samples.Gathering rates = new Samples.Gathering();
    private final Samples.Gathering ownCpu = new Samples.Gathering();
    private final Samples.Gathering databaseCpu = new Samples.Gathering();
    private final Samples.Gathering logBytes = new Samples.Gathering();

    Writers(Writing writing, List<UUID> workspaces, Database database) {
        this.writing = writing;
        this.workspaces = workspaces;
        this.database = database;
    }

    String name() {
        return writing.name();
    }

    Samples rates() {
        return rates.done();
    }

    void round(int events) {
        long log = log();
        double own = Cost.ownCpuSeconds();
        double databases = Cost.cpuSeconds(database.pid());
        double seconds = seconds(events);
        double thousands = events / THOUSAND;
        rates.add(events / seconds);
        ownCpu.add((Cost.ownCpuSeconds() - own) / thousands);
        databaseCpu.add((Cost.cpuSeconds(database.pid()) - databases) / thousands);
        logBytes.add((double) (log() - log) / events);
    }

    /** The same without figures. */
    void warmUp(int events) {
        seconds(events);
    }

    private double seconds(int events) {
        int until = next.get() + events;
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Integer>> loops = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                loops.add(() -> writeUntil(until));
            }
            int done = 0;
            for (Future<Integer> loop : threads.invokeAll(loops)) {
                done += loop.get();
            }
            if (done != events) {
                throw new BenchmarkFailed(name() + " wrote " + done + " of " + events + " events");
            }
            return (System.nanoTime() - start) / 1e9;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailed("interrupted", e);
        } catch (ExecutionException e) {
            throw new BenchmarkFailed(name() + " failed: " + e.getMessage(), e);
        }
    }

    private int writeUntil(int until) {
        int done = 0;
        while (true) {
            int number = next.getAndUpdate(now -> now < until ? now + 1 : now);
            if (number >= until) {
                return done;
            }
            writing.write(workspaces.get(Math.floorMod(number * 7_919, workspaces.size())), number);
            done++;
        }
    }

    private long log() {
        return database.number(MullionServer.DATABASE, "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')");
    }

    List<String> row(Samples limit) {
        return List.of(
                name(),
                rates().text(0),
                rates().dividedBy(limit).text(2),
                Samples.number(ownCpu.done().median(), 3),
                Samples.number(databaseCpu.done().median(), 3),
                Samples.number(logBytes.done().median(), 0));
    }

    Map<String, Object> raw() {
        Map<String, Object> raw = new LinkedHashMap<>();
        raw.put("perSecond", rates().values());
        raw.put("cpuSecondsPerThousand", ownCpu.done().values());
        raw.put("databaseCpuSecondsPerThousand", databaseCpu.done().values());
        raw.put("logBytesPerEvent", logBytes.done().values());
        return raw;
    }
}

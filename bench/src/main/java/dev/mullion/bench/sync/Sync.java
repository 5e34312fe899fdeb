package dev.mullion.bench.sync;

import dev.mullion.bench.Benchmark;
import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.Circumstances;
import dev.mullion.bench.machine.Child;
import dev.mullion.bench.machine.Cost;
import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.Machine;
import dev.mullion.bench.machine.MullionServer;
import dev.mullion.bench.machine.Workbench;
import dev.mullion.bench.report.Report;
import dev.mullion.bench.report.Samples;
import dev.mullion.bench.report.Table;
import dev.mullion.bench.report.Target;
import dev.mullion.sandbox.stripe.StripeAccount;
import dev.mullion.sandbox.stripe.StripeMood;
import dev.mullion.sandbox.stripe.StripeVendor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A whole account of Stripe's through HTTP, page by page, and the same again with nothing changed. */
public final class Sync implements Benchmark {

    private static final int OBJECTS = 100_000;
    private static final int QUESTIONS_TO_A_LIMIT = 200;
    private static final String KEY = "rk_live_synthetic0000000000000000";
    private static final Canaries CANARIES = new Canaries("bench-canary-never-kept-");

    /** What memory may differ by that is not of the pages: collections come when they come. */
    private static final double FLAT = 1.15;

    private static final double MOST_WAL = 0.01;

    /** What a connection that waits still has in its buffers goes with it; see docs/residue.md. */
    private static final Duration IDLE_CONNECTIONS_LEAVE = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "sync";
    }

    @Override
    public String purpose() {
        return "reading 100,000 objects in pages of 100 with a 429 every 200, the same again unchanged, and what is left of it";
    }

    @Override
    public Report run(Circumstances circumstances) {
        int objects = circumstances.size(OBJECTS, OBJECTS);
        try (Workbench bench = new Workbench(circumstances)) {
            Map<String, String> machine = new LinkedHashMap<>(Machine.facts(bench));
            Database database = Database.start(bench);
            machine.put("postgresql", database.version());
            StripeVendor vendor = vendor(bench, objects);
            MullionServer mullion = MullionServer.prepare(bench, database);
            mullion.set("MULLION_STRIPE_BASE_URL", vendor.address().toString());
            Child server = mullion.serve();
            mullion.command("workspace", "create", "bench");
            Read first = Read.of(
                    "first sync",
                    bench,
                    database,
                    server,
                    () -> mullion.commandReading(KEY, "connection", "key", "stripe", "--workspace", "bench"));
            Read next = Read.of("next sync, nothing changed", bench, database, server, () -> sync(mullion));
            database.execute(MullionServer.DATABASE, "update mullion.sync_part set read_to = null, page = null");
            Read whole = Read.of("whole list again, nothing changed", bench, database, server, () -> sync(mullion));
            return report(
                    bench,
                    machine,
                    objects,
                    List.of(first, next, whole),
                    left(bench, mullion, server),
                    copy(bench, database));
        }
    }

    private static StripeVendor vendor(Workbench bench, int objects) {
        StripeVendor vendor = StripeVendor.start(
                StripeAccount.large(KEY, bench.circumstances().clock().instant(), objects, CANARIES.text()));
        bench.onClose(vendor::close);
        vendor.feelEvery(StripeMood.RATE_LIMIT_TOLD, QUESTIONS_TO_A_LIMIT);
        return vendor;
    }

    private static void sync(MullionServer mullion) {
        mullion.command("connection", "sync", "--workspace", "bench", "--wait", "0");
    }

    /** How many places have a canary: the database with its log, what the server wrote, and its heap. */
    private static Map<String, Long> left(Workbench bench, MullionServer mullion, Child server) {
        bench.say("searching for what may not be left");
        Map<String, Long> left = new LinkedHashMap<>();
        left.put(
                "files of the database, its log included",
                CANARIES.filesWith(bench.folder().resolve("postgres")));
        left.put("files of the server", CANARIES.filesWith(mullion.data()));
        LockSupport.parkNanos(IDLE_CONNECTIONS_LEAVE.toNanos());
        Path dump = bench.folder().resolve("heap.hprof");
        left.put("places in the server's heap", CANARIES.inHeapOf(server.pid(), dump));
        return left;
    }

    /**
     * The limit: PostgreSQL copies the same rows into the same tables, with their indexes and without their triggers.
     */
    private static double copy(Workbench bench, Database database) {
        bench.say("limit: COPY of the same rows");
        Path file = bench.folder().resolve("postgres").resolve("rows");
        double seconds = 0;
        for (String table : List.of("subscription", "subscription_item")) {
            String rows = "mullion." + table + " %s '" + file + "-" + table + "'";
            database.execute(
                    MullionServer.DATABASE,
                    "set session_replication_role = replica",
                    "copy " + rows.formatted("to"),
                    "truncate mullion." + table + " cascade");
            long begun = System.nanoTime();
            database.execute(
                    MullionServer.DATABASE, "set session_replication_role = replica", "copy " + rows.formatted("from"));
            seconds += (System.nanoTime() - begun) / 1e9;
        }
        return seconds;
    }

    private Report report(
            Workbench bench,
            Map<String, String> machine,
            int objects,
            List<Read> reads,
            Map<String, Long> left,
            double copySeconds) {
        Read first = reads.getFirst();
        if (first.objects() < objects) {
            throw new BenchmarkFailed(
                    "the first sync read " + first.objects() + " of " + objects + " objects: " + first.coverage());
        }
        Read whole = reads.getLast();
        Map<String, Object> raw = new LinkedHashMap<>();
        reads.forEach(read -> raw.put(read.name(), read.raw()));
        raw.put("left", left);
        raw.put("copySeconds", copySeconds);
        long found = left.values().stream().mapToLong(Long::longValue).sum();
        return new Report(
                name(),
                bench.circumstances().clock().instant(),
                machine,
                List.of(
                        new Table(
                                "one run each, of one workspace",
                                List.of("run", "pages", "objects", "written", "seconds", "CPU s", "WAL MB", "peak MB"),
                                reads.stream().map(Read::row).toList()),
                        new Table(
                                "where a canary of the " + objects + " objects was found",
                                List.of("place", "found"),
                                left.entrySet().stream()
                                        .map(each -> List.of(each.getKey(), Long.toString(each.getValue())))
                                        .toList())),
                List.of(
                        Target.atMost(
                                "aim: memory in the last tenth of the first sync at most " + FLAT
                                        + " times that of the second tenth",
                                FLAT,
                                first.memoryBetween(0.9, 1) / first.memoryBetween(0.1, 0.2),
                                2),
                        Target.atMost(
                                "aim: nothing changed, next sync: under 1 % of the first one's WAL, in %",
                                100 * MOST_WAL,
                                100.0 * (double) reads.get(1).walBytes() / (double) first.walBytes(),
                                2),
                        Target.atMost(
                                "aim: nothing changed, whole list again: under 1 % of the first one's WAL, in %",
                                100 * MOST_WAL, 100.0 * (double) whole.walBytes() / (double) first.walBytes(), 2),
                        Target.atMost("aim: no canary anywhere", 0, (double) found, 0)),
                List.of(
                        "limit: COPY of the same rows into the same indexes took " + Samples.number(copySeconds, 1)
                                + " s; Mullion's client asks Stripe at most 20 times a second, so that 1,000 pages take 50 s at least",
                        "no peer with Spring Data JPA takes part: bound by the same 20 questions a second, its wall clock would"
                                + " say the same; what differs is CPU",
                        "WAL is that of the whole database; the log's checkpoints and the hourly records are in it",
                        "this process, which plays the vendor, peaked at " + Samples.number(Cost.ownPeakMegabytes(), 0)
                                + " MB"),
                raw);
    }
}

package dev.mullion.bench.sync;

import dev.mullion.bench.Benchmark;
import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.Circumstances;
import dev.mullion.bench.machine.Child;
import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.Machine;
import dev.mullion.bench.machine.MullionServer;
import dev.mullion.bench.machine.Workbench;
import dev.mullion.bench.report.Report;
import dev.mullion.sandbox.stripe.StripeAccount;
import dev.mullion.sandbox.stripe.StripeMood;
import dev.mullion.sandbox.stripe.StripeVendor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A whole account of Stripe's through HTTP, page by page, and the same again with nothing changed; then both by
 * Stripe's SDK with Spring Data JPA.
 */
public final class Sync implements Benchmark {

    private static final int OBJECTS = 100_000;
    private static final int QUESTIONS_TO_A_LIMIT = 200;
    private static final String KEY = "rk_live_synthetic0000000000000000";
    private static final Canaries CANARIES = new Canaries("bench-canary-never-kept-");

    /** What a connection that waits still has in its buffers goes with it; see docs/residue.md. */
    private static final Duration IDLE_CONNECTIONS_LEAVE = Duration.ofSeconds(5);

    private static final String PROBED = """
            select (count(probed_at) >= 20 and max(probed_at) < now() - interval '5 seconds')::int from mullion.control
            """;

    @Override
    public String name() {
        return "sync";
    }

    @Override
    public String purpose() {
        return "reading 100,000 objects in pages of 100 with a 429 every 200, the same again unchanged, beside Spring Data JPA; what is left of it";
    }

    @Override
    public Report run(Circumstances circumstances) {
        int objects = circumstances.size(OBJECTS, OBJECTS);
        try (Workbench bench = new Workbench(circumstances)) {
            Map<String, String> machine = new LinkedHashMap<>(Machine.facts(bench));
            Database database = Database.start(bench);
            machine.put("postgresql", database.version());
            machine.put("peer", bench.versions("stripe-java", "hibernate-core", "spring-data-jpa"));
            StripeVendor vendor = vendor(bench, objects);
            MullionServer mullion = MullionServer.prepare(bench, database);
            mullion.set("MULLION_STRIPE_BASE_URL", vendor.address().toString());
            Child server = mullion.serve();
            mullion.command("workspace", "create", "bench");
            awaitFirstProbes(bench, database);
            List<Read> own = own(bench, database, mullion, server);
            Map<String, Long> left = left(bench, mullion, server);
            double copySeconds = copy(bench, database);
            server.stop();
            List<Read> peer = peer(bench, database, vendor);
            return new SyncReport(objects, own, peer, left, copySeconds)
                    .report(name(), bench.circumstances().clock().instant(), machine);
        }
    }

    /** What the server tries on itself when it is new is no part of a sync. */
    private static void awaitFirstProbes(Workbench bench, Database database) {
        bench.say("waiting until the server has tried its promises once");
        long until = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (database.number(MullionServer.DATABASE, PROBED) == 0) {
            if (System.nanoTime() > until) {
                throw new BenchmarkFailed("the server did not try its promises within 3 minutes");
            }
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
    }

    private static List<Read> own(Workbench bench, Database database, MullionServer mullion, Child server) {
        MullionReads reads = new MullionReads(database, server);
        bench.say("first sync");
        Read first = reads.read(
                "first sync", () -> mullion.commandReading(KEY, "connection", "key", "stripe", "--workspace", "bench"));
        bench.say("next sync");
        Read next = reads.read("next sync, nothing changed", () -> sync(mullion));
        database.execute(MullionServer.DATABASE, "update mullion.sync_part set read_to = null, page = null");
        bench.say("whole list again");
        Read whole = reads.read("whole list again, nothing changed", () -> sync(mullion));
        return List.of(first, next, whole);
    }

    /** With the machine and the database to itself: Mullion's server has stopped. */
    private static List<Read> peer(Workbench bench, Database database, StripeVendor vendor) {
        bench.say("peer: stripe-java with Spring Data JPA");
        JpaReads reads = JpaReads.start(bench, database, vendor.address(), KEY);
        Read first = reads.read("JPA: first sync");
        bench.say("peer: whole list again");
        return List.of(first, reads.read("JPA: whole list again, nothing changed"));
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
}

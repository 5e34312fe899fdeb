package dev.mullion.bench.sync;

import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.machine.Child;
import dev.mullion.bench.machine.Database;
import dev.mullion.bench.machine.MullionServer;
import dev.mullion.bench.machine.Workbench;
import dev.mullion.bench.sync.jpa.JpaReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Runs of the peer: Stripe's SDK and Spring Data JPA, in a process of its own, into plain tables of its own. */
final class JpaReads {

    /** Of a database that lives as long as the run, on loopback. */
    private static final String PASSWORD = "synthetic-password-of-a-contender";

    private static final String SCHEMA = "jpa";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** Mullion's launcher gives its server the same heap, headers and thresholds. */
    private static final List<String> AS_THE_LAUNCHER_HAS_THEM = List.of(
            "-XX:+UseCompactObjectHeaders",
            "-Xmx768m",
            "-XX:Tier4InvocationThreshold=20000",
            "-XX:Tier4MinInvocationThreshold=5000",
            "-XX:Tier4CompileThreshold=40000",
            "-XX:Tier4BackEdgeThreshold=120000");

    private final Database database;
    private final Child process;
    private final URI address;

    private JpaReads(Database database, Child process, URI address) {
        this.database = database;
        this.process = process;
        this.address = address;
    }

    /** Makes its tables and waits until it is ready. */
    static JpaReads start(Workbench bench, Database database, URI vendor, String key) {
        makeTables(database);
        int port = Workbench.freePort();
        Child process = bench.startPeer(
                "spring data jpa",
                JpaReader.class,
                AS_THE_LAUNCHER_HAS_THEM,
                Integer.toString(port),
                vendor.toString(),
                key,
                database.url(MullionServer.DATABASE),
                SCHEMA,
                PASSWORD);
        process.awaitReady(PATIENCE);
        return new JpaReads(database, process, URI.create("http://127.0.0.1:" + port + "/"));
    }

    /** Mullion's columns, checks and indexes without row security and triggers; and the plans that Mullion asks for. */
    private static void makeTables(Database database) {
        database.execute(
                MullionServer.DATABASE,
                "alter event trigger mullion_schema_rules disable",
                "create role jpa login password '" + PASSWORD + "'",
                "alter role jpa set search_path = jpa",
                "alter role jpa set plan_cache_mode = force_generic_plan",
                "alter role jpa set enable_seqscan = off",
                "grant connect on database mullion to jpa",
                "create schema jpa",
                "grant usage on schema jpa to jpa",
                "create table jpa.subscription (like mullion.subscription including all)",
                "create table jpa.subscription_item (like mullion.subscription_item including all)",
                """
                alter table jpa.subscription_item
                  add foreign key (workspace_id, subscription_id, since) references jpa.subscription (workspace_id, id, since)
                """,
                "grant select, insert, update on all tables in schema jpa to jpa",
                "checkpoint");
    }

    Read read(String name) {
        String before = database.text(MullionServer.DATABASE, "select pg_current_xact_id()::xid");
        Meter meter = Meter.start(database, process);
        long begun = System.nanoTime();
        Answer answer = answer(meter);
        Effort effort = meter.effort();
        if (answer.status() != 200) {
            throw new BenchmarkFailed("the peer with JPA could not read: " + answer.body());
        }
        String[] counted = answer.body().split(" ", 2);
        return new Read(
                name,
                "done",
                Long.parseLong(counted[0]),
                Long.parseLong(counted[1]),
                writtenSince(before),
                (double) (answer.nanos() - begun) / 1e9,
                effort);
    }

    /** What it said when all was read, and the time of it. */
    private record Answer(int status, String body, long nanos) {}

    private Answer answer(Meter meter) {
        HttpRequest question = HttpRequest.newBuilder(address).timeout(LONGEST).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            CompletableFuture<Answer> answering = client.sendAsync(question, HttpResponse.BodyHandlers.ofString())
                    .thenApply(said -> new Answer(said.statusCode(), said.body(), System.nanoTime()));
            meter.lookUntil(answering::isDone);
            return answering.join();
        } catch (CompletionException e) {
            throw new BenchmarkFailed("the peer with JPA did not answer: " + e.getMessage(), e);
        }
    }

    /** A version of a row tells which transaction wrote it. */
    private long writtenSince(String transaction) {
        return database.number(
                MullionServer.DATABASE,
                "select count(*) from jpa.subscription where age(xmin) < age('" + transaction + "'::xid)");
    }
}

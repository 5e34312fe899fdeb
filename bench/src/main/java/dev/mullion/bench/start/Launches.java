package dev.mullion.bench.start;

import dev.mullion.bench.BenchmarkFailed;
import dev.mullion.bench.machine.Child;
import dev.mullion.bench.machine.Cost;
import dev.mullion.bench.report.Samples;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** The starts of one server, round by round. */
final class Launches {

    static final Duration IDLE = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(5);

    private final String name;
    private final Supplier<Child> start;
    private final HttpRequest probe;
    private final Samples.Gathering ready = new Samples.Gathering();
    private final Samples.Gathering answered = new Samples.Gathering();
    private final Samples.Gathering cpu = new Samples.Gathering();
    private final Samples.Gathering megabytes = new Samples.Gathering();

    Launches(String name, Supplier<Child> start, int port, String path) {
        this.name = name;
        this.start = start;
        this.probe = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(2))
                .build();
    }

    String name() {
        return name;
    }

    /** Starts it, waits until it answers, lets it idle, measures, stops it. */
    void round() {
        Child child = start.get();
        try (HttpClient client = HttpClient.newHttpClient()) {
            answered.add(secondsToAnswer(child, client));
            ready.add(child.awaitReady(PATIENCE));
            cpu.add(Cost.cpuSeconds(child.pid()));
            pause(IDLE);
            megabytes.add(Cost.residentMegabytes(child.pid()));
        } finally {
            child.stop();
        }
    }

    private double secondsToAnswer(Child child, HttpClient client) {
        while (System.nanoTime() - child.startedNanos() < PATIENCE.toNanos()) {
            if (answers(client)) {
                return (System.nanoTime() - child.startedNanos()) / 1e9;
            }
            pause(BETWEEN_TRIES);
        }
        throw new BenchmarkFailed(
                name + " did not answer 200 at " + probe.uri() + " within " + PATIENCE.toSeconds() + " s");
    }

    private boolean answers(HttpClient client) {
        try {
            return client.send(probe, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false; // nobody listens yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailed("interrupted", e);
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailed("interrupted", e);
        }
    }

    Samples ready() {
        return ready.done();
    }

    Samples answered() {
        return answered.done();
    }

    Samples cpu() {
        return cpu.done();
    }

    Samples megabytes() {
        return megabytes.done();
    }

    Map<String, Object> raw() {
        return Map.of(
                "readySeconds", ready().values(),
                "answeredSeconds", answered().values(),
                "cpuSeconds", cpu().values(),
                "residentMegabytes", megabytes().values());
    }
}

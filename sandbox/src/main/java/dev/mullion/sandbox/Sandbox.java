package dev.mullion.sandbox;

import dev.mullion.sandbox.sender.Road;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The sandbox's process. The plan is the first line of standard input; reports are lines of standard output; it ends
 * when standard input does, so that it never outlives its parent. Exit codes: 0 ended, 1 failed, 2 refused the plan.
 */
public final class Sandbox {
    private final Clock clock;
    private final PrintStream out;
    private final PrintStream err;

    Sandbox(Clock clock, PrintStream out, PrintStream err) {
        this.clock = clock;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        System.exit(new Sandbox(Clock.systemUTC(), out, System.err).run(new BufferedInputStream(System.in)));
    }

    /** Returns the exit code once {@code in} has ended, the plan was refused or the work failed. */
    int run(InputStream in) {
        try {
            Plan plan = PlanLine.read(in);
            try (Road road = Road.open()) {
                var reports = new Reports(out, plan.targets().size());
                List<Lane> lanes = plan.targets().stream()
                        .map(target -> new Lane(plan, target, road, reports))
                        .toList();
                return workUntilEnd(lanes, reports, in);
            }
        } catch (IllegalArgumentException e) {
            err.println("sandbox: refused the plan: " + e.getMessage());
            return 2;
        } catch (IOException e) {
            err.println("sandbox: cannot read standard input: " + e.getMessage());
            return 1;
        }
    }

    private int workUntilEnd(List<Lane> lanes, Reports reports, InputStream in) {
        var exit = new CompletableFuture<Integer>();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Thread.ofPlatform().daemon().name("end-of-input").start(() -> {
            awaitEnd(in);
            exit.complete(0);
        });
        Future<?> work = threads.submit(() -> exitOnFailure(lanes, reports, threads, exit));
        try {
            return exit.join();
        } finally {
            work.cancel(true);
            threads.shutdownNow();
        }
    }

    private void exitOnFailure(
            List<Lane> lanes, Reports reports, ExecutorService threads, CompletableFuture<Integer> exit) {
        try {
            work(lanes, reports, threads);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // After the end of input everything is interrupted, and that is no failure.
            if (exit.complete(1)) {
                err.println("sandbox: stopped working: " + e.getCause());
            }
        }
    }

    private void work(List<Lane> lanes, Reports reports, ExecutorService threads)
            throws InterruptedException, ExecutionException {
        long began = System.nanoTime();
        long sent = 0;
        for (Long each : all(
                threads,
                lanes.stream().<Callable<Long>>map(lane -> lane::recent).toList())) {
            sent += each;
        }
        reports.recentDone(sent, Duration.ofNanos(System.nanoTime() - began));
        List<Future<Void>> live = new ArrayList<>();
        for (Lane lane : lanes) {
            live.add(threads.submit(() -> {
                lane.live(clock);
                return null;
            }));
        }
        List<Boolean> done = all(
                threads, lanes.stream().<Callable<Boolean>>map(Sandbox::older).toList());
        if (!done.isEmpty()) {
            reports.historyDone();
        }
        for (Future<Void> each : live) {
            each.get();
        }
    }

    private static Callable<Boolean> older(Lane lane) {
        return () -> {
            lane.older();
            return true;
        };
    }

    private static <T> List<T> all(ExecutorService threads, List<Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        var results = new ArrayList<T>();
        for (Future<T> each : threads.invokeAll(tasks)) {
            results.add(each.get());
        }
        return results;
    }

    private static void awaitEnd(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A broken pipe is an end like any other: the parent is gone.
            return;
        }
    }
}

package dev.mullion.sandbox;

import dev.mullion.sandbox.sender.Road;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
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
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox's process. The plan is the first line of standard input; reports are lines of standard output; it ends
 * when standard input does, so that it never outlives its parent. Exit codes: 0 ended, 1 failed, 2 refused the plan.
 */
public final class Sandbox {
    /** Asks for vendors to be played: their order is the first line, and the plan the second. */
    static final String WITH_VENDORS = "--with-vendors";

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
        Sandbox sandbox = new Sandbox(Clock.systemUTC(), out, System.err);
        InputStream in = new BufferedInputStream(System.in);
        System.exit(List.of(arguments).contains(WITH_VENDORS) ? sandbox.runWithVendors(in) : sandbox.run(in));
    }

    /** Plays the vendors that the first line is about, says where they are, and goes on as {@link #run}. */
    int runWithVendors(InputStream in) {
        try (Cast cast = Cast.read(in, clock)) {
            new Reports(out, 1).vendors(cast.stripe(), cast.xero(), cast.github(), cast.githubKey());
            return run(in, cast);
        } catch (IllegalArgumentException e) {
            err.println("sandbox: refused the order: " + e.getMessage());
            return 2;
        } catch (IOException e) {
            err.println("sandbox: cannot read standard input: " + e.getMessage());
            return 1;
        }
    }

    /** Returns the exit code once {@code in} has ended, the plan was refused or the work failed. */
    int run(InputStream in) {
        return run(in, null);
    }

    private int run(InputStream in, @Nullable Cast cast) {
        try {
            Plan plan = PlanLine.plan(cast == null ? PlanLine.text(in) : visited(in, cast));
            try (Road road = Road.open()) {
                var reports = new Reports(out, plan.targets().size());
                List<Lane> lanes = plan.targets().stream()
                        .map(target -> new Lane(
                                plan,
                                target,
                                road,
                                reports,
                                cast == null ? LongUnaryOperator.identity() : cast::current))
                        .toList();
                return workUntilEnd(lanes, reports, in, cast);
            }
        } catch (IllegalArgumentException e) {
            err.println("sandbox: refused the plan: " + e.getMessage());
            return 2;
        } catch (IOException e) {
            err.println("sandbox: cannot read standard input: " + e.getMessage());
            return 1;
        }
    }

    /** Somebody may be sent to pages before there is a plan, which is the first line that is no page. */
    private String visited(InputStream in, Cast cast) throws IOException {
        String line = PlanLine.text(in);
        while (line.startsWith("http://")) {
            try {
                new Reports(out, 1).consented(cast.consent(URI.create(line)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            line = PlanLine.text(in);
        }
        return line;
    }

    private int workUntilEnd(List<Lane> lanes, Reports reports, InputStream in, @Nullable Cast cast) {
        var exit = new CompletableFuture<Integer>();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Thread.ofPlatform().daemon().name("end-of-input").start(() -> {
            if (cast != null) {
                visit(in, cast, reports);
            }
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

    /** Each further line is a page of consent that somebody is sent to. */
    private void visit(InputStream in, Cast cast, Reports reports) {
        try {
            for (String page = PlanLine.text(in); !page.isEmpty(); page = PlanLine.text(in)) {
                reports.consented(cast.consent(URI.create(page)));
            }
        } catch (IOException | IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            err.println("sandbox: visits no more pages: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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

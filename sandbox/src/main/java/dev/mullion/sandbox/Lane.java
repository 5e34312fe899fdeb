package dev.mullion.sandbox;

import dev.mullion.sandbox.body.Bodies;
import dev.mullion.sandbox.sender.Courier;
import dev.mullion.sandbox.sender.Delivery;
import dev.mullion.sandbox.sender.Disorder;
import dev.mullion.sandbox.sender.Road;
import dev.mullion.sandbox.world.Event;
import dev.mullion.sandbox.world.Live;
import dev.mullion.sandbox.world.World;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;

/** The traffic of one target: recent history, then older history going back, and live traffic beside it. */
final class Lane {
    private static final int HISTORY_IN_FLIGHT = 96;
    private static final int LIVE_IN_FLIGHT = 4;
    private static final Duration MOST_BEHIND = Duration.ofSeconds(5);

    private final Plan plan;
    private final boolean isReadBack;
    private final String name;
    private final World world;
    private final Reports reports;
    private final Courier history;
    private final Courier live;

    /** @param current under which number the vendor delivers for an installation now */
    Lane(Plan plan, Plan.Target target, Road road, Reports reports, LongUnaryOperator current) {
        this.plan = plan;
        this.isReadBack = Boolean.TRUE.equals(target.readBack());
        this.name = target.name();
        this.world = World.of(plan.seed(), target.company(), plan.anchor(), plan.historyDays());
        this.reports = reports;
        Long installation = target.installation();
        var bodies = new Bodies(
                world.company(),
                () -> installation == null ? OptionalLong.empty() : OptionalLong.of(current.applyAsLong(installation)));
        this.history = courier(road, target, bodies, HISTORY_IN_FLIGHT);
        this.live = courier(road, target, bodies, LIVE_IN_FLIGHT);
    }

    private Courier courier(Road road, Plan.Target target, Bodies bodies, int inFlight) {
        return new Courier(
                road, target.url(), bodies, target.secret(), inFlight, status -> reports.refused(name, status));
    }

    /** Sends what is recent, in order of time. Returns how many deliveries arrived. */
    long recent() throws InterruptedException {
        var arrived = new AtomicLong();
        if (plan.resume() == null) {
            send(List.of(ping()), arrived);
            history.awaitIdle();
            send(world.since(plan.recentFrom()), arrived);
        } else {
            send(world.resumedSince(plan.recentFrom()), arrived);
        }
        history.awaitIdle();
        return arrived.get();
    }

    /** Sends what is older, day by day going back; a day is reported when all of it was answered. */
    void older() throws InterruptedException {
        if (isReadBack) {
            LocalDate first = world.start().atZone(ZoneOffset.UTC).toLocalDate();
            reports.progress(name, 1, 1, first);
            return;
        }
        Instant recent = plan.anchor().minus(Duration.ofDays(plan.recentDays()));
        Instant below = plan.backfillBelow();
        long total = world.between(world.start(), recent).size();
        long done = Math.max(0, total - world.between(world.start(), below).size());
        while (below.isAfter(world.start())) {
            LocalDate day = below.minusNanos(1).atZone(ZoneOffset.UTC).toLocalDate();
            Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
            List<Event> events = world.between(from, below);
            send(events, new AtomicLong());
            history.awaitIdle();
            done += events.size();
            reports.progress(name, done, total, day);
            below = from;
        }
    }

    /** Sends deliveries of this moment until interrupted. */
    void live(Clock clock) throws InterruptedException {
        var traffic = new Live(world);
        long apart = plan.pacePerMinute() == 0
                ? Long.MAX_VALUE
                : Duration.ofMinutes(1).toNanos() / plan.pacePerMinute();
        long due = System.nanoTime();
        while (apart != Long.MAX_VALUE) {
            List<Delivery> deliveries = Disorder.applied(Delivery.of(world, traffic.next(clock.instant())));
            for (Delivery delivery : deliveries) {
                live.send(delivery, () -> reports.live(name, delivery.event().at()));
            }
            due = Math.max(due, System.nanoTime() - MOST_BEHIND.toNanos()) + apart * deliveries.size();
            Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
        }
    }

    private void send(List<Event> events, AtomicLong arrived) throws InterruptedException {
        for (Delivery delivery : Disorder.applied(Delivery.of(world, events))) {
            history.send(delivery, arrived::incrementAndGet);
        }
    }

    private Event ping() {
        return new Event.Pinged(
                world.company().repositories().getFirst(),
                world.company().people().getFirst(),
                plan.anchor());
    }
}

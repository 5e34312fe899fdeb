package dev.mullion.egress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * Who may ask whom, and when. A call waits in the line of its endpoint, then of its account, then of the vendor, each
 * in the order of arrival: a flood of one account is held back in its own line and takes no more of the vendor's than
 * its own budget. In memory, for this server alone; at most {@link #MOST_LINES} lines are remembered.
 */
final class Budgets {

    static final int MOST_LINES = 50_000;
    /** Who would stand behind so many is told at once to come later. */
    static final int MOST_WAITING = 64;

    /** Longer than any budget's time, and than any hold. */
    private static final Duration REMEMBERED = Duration.ofHours(26);

    private static final double JITTER = 0.1;
    private static final Duration LEAST_JITTER = Duration.ofMillis(250);
    private static final Duration MOST_JITTER = Duration.ofSeconds(30);

    private final Time time;
    private final RandomGenerator random;
    private final Cache<Key, Line> lines;
    /** Held for a few comparisons, never while somebody waits. */
    private final ReentrantLock lock = new ReentrantLock();

    private record Key(Budget.Reach reach, String vendor, String account, String endpoint) {}

    /**
     * Who asks what.
     *
     * @param account at the vendor
     */
    record Asker(Permit permit, String account, Endpoint endpoint) {}

    /** What came of asking for a turn. */
    sealed interface Entry {}

    /** Go; closed when the answer is read. */
    record Turn(List<Semaphore> places) implements Entry, AutoCloseable {
        @Override
        public void close() {
            places.forEach(Semaphore::release);
        }
    }

    /** Later than the asker can wait. */
    record NotBefore(Instant until, Budget.Reach reach, String why) implements Entry {}

    /** The thread was told to stop while it waited. */
    record Stopped() implements Entry {}

    Budgets(Time time, RandomGenerator random) {
        this.time = time;
        this.random = random;
        this.lines = Caffeine.newBuilder()
                .maximumSize(MOST_LINES)
                .expireAfterAccess(REMEMBERED)
                .ticker(time::now)
                .build();
    }

    /**
     * Waits for a turn, until {@code patience} ends at the latest; where nobody has to wait, its end does not matter.
     */
    Entry enter(Asker asker, long patience) {
        long deadline = Math.max(patience, time.now());
        List<Line> own = lines(asker);
        List<Semaphore> taken = new ArrayList<>();
        boolean isIn = false;
        try {
            Optional<NotBefore> held = late(own, deadline).or(() -> full(own, taken, deadline));
            if (held.isPresent()) {
                return held.get();
            }
            Entry entry = paced(own, taken, deadline);
            isIn = entry instanceof Turn;
            return entry;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Stopped();
        } finally {
            if (!isIn) {
                taken.forEach(Semaphore::release);
            }
        }
    }

    /** Everybody whom it reaches waits from now on; a little longer than was asked, and not all equally long. */
    Instant hold(Asker asker, LimitSigns.Hold hold) {
        Line line = line(asker, hold.reach());
        lock.lock();
        try {
            Duration wait = RetryAfter.bounded(line.hold(hold.pause(), hold.word()));
            return time.instant(line.holdUntil(time.after(wait.plus(jitter(wait)))));
        } finally {
            lock.unlock();
        }
    }

    /** The vendor serves again. */
    void served(Asker asker) {
        lock.lock();
        try {
            lines(asker).forEach(Line::served);
        } finally {
            lock.unlock();
        }
    }

    /** A time up to so long, for tries that should not come together. */
    Duration spread(Duration most) {
        return Duration.ofNanos(random.nextLong(most.toNanos() / 2, most.toNanos() + 1));
    }

    private Duration jitter(Duration wait) {
        long most = Math.clamp((long) (wait.toNanos() * JITTER), LEAST_JITTER.toNanos(), MOST_JITTER.toNanos());
        return Duration.ofNanos(random.nextLong(most));
    }

    /** Told at once, without a place in any line, when a vendor made everybody wait longer than this call can. */
    private Optional<NotBefore> late(List<Line> own, long deadline) {
        lock.lock();
        try {
            return own.stream()
                    .filter(line -> line.isHeldAt(Math.max(deadline, time.now())))
                    .findFirst()
                    .map(line -> notBefore(line, line.earliest(time.now())));
        } finally {
            lock.unlock();
        }
    }

    private Optional<NotBefore> full(List<Line> own, List<Semaphore> taken, long deadline) {
        for (Line line : own) {
            for (Semaphore place : line.places()) {
                if (!isTaken(place, deadline)) {
                    return Optional.of(new NotBefore(
                            time.instant(Math.max(deadline, time.after(Duration.ofSeconds(1)))),
                            line.reach(),
                            "calls in flight"));
                }
                taken.add(place);
            }
        }
        return Optional.empty();
    }

    private boolean isTaken(Semaphore place, long deadline) {
        try {
            return place.getQueueLength() < MOST_WAITING
                    && place.tryAcquire(Math.max(0, deadline - time.now()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Entry paced(List<Line> own, List<Semaphore> taken, long deadline) throws InterruptedException {
        while (true) {
            long at;
            lock.lock();
            try {
                long now = time.now();
                at = own.stream().mapToLong(line -> line.earliest(now)).max().orElse(now);
                if (at > Math.max(deadline, now)) {
                    long latest = at;
                    return own.stream()
                            .filter(line -> line.earliest(now) == latest)
                            .findFirst()
                            .map(line -> notBefore(line, latest))
                            .orElseThrow();
                }
                for (Line line : own) {
                    line.take(at);
                }
            } finally {
                lock.unlock();
            }
            time.waitUntil(at);
            if (isFree(own)) {
                return new Turn(List.copyOf(taken));
            }
        }
    }

    /** Whether nobody was told to wait in the meantime. */
    private boolean isFree(List<Line> own) {
        lock.lock();
        try {
            long now = time.now();
            return own.stream().noneMatch(line -> line.isHeldAt(now));
        } finally {
            lock.unlock();
        }
    }

    private NotBefore notBefore(Line line, long at) {
        return new NotBefore(time.instant(at), line.reach(), line.reason(time.now()));
    }

    private List<Line> lines(Asker asker) {
        return List.of(
                line(asker, Budget.Reach.METHOD), line(asker, Budget.Reach.ACCOUNT), line(asker, Budget.Reach.VENDOR));
    }

    private Line line(Asker asker, Budget.Reach reach) {
        String vendor = asker.permit().vendor();
        Key key = switch (reach) {
            case VENDOR -> new Key(reach, vendor, "", "");
            case ACCOUNT -> new Key(reach, vendor, asker.account(), "");
            case METHOD ->
                new Key(reach, vendor, asker.account(), asker.endpoint().toString());
        };
        return lines.get(key, _ -> new Line(reach, asker.permit().budgets(), time.now()));
    }
}

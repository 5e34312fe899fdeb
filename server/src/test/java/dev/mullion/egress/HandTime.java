package dev.mullion.egress;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when somebody waits, or when a test says so. */
public final class HandTime extends Clock {

    static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong jumped = new AtomicLong();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();

    Time time() {
        return new Time(this, nanos::get, waited -> {
            waits.add(Duration.ofNanos(waited));
            nanos.addAndGet(waited);
        });
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Somebody sets the clock. */
    void jump(Duration time) {
        jumped.addAndGet(time.toNanos());
    }

    public List<Duration> waits() {
        return waits;
    }

    @Override
    public Instant instant() {
        return START.plusNanos(nanos.get()).plusNanos(jumped.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}

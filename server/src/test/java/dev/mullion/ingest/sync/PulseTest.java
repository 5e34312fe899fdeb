package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.connectors.Puller;
import dev.mullion.tenancy.TenantSql;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PulseTest {

    private static final Duration APART = Duration.ofMillis(2);

    @Test
    void beatsWhileTheWorkLastsAndNotAfter() {
        try (Pulse pulse = new Pulse(APART)) {
            AtomicInteger beats = new AtomicInteger();

            assertThat(pulse.during(() -> beaten(beats, 3), beats::incrementAndGet))
                    .isTrue();

            int then = beats.get();
            AtomicInteger others = new AtomicInteger();
            pulse.during(() -> beaten(others, 3), others::incrementAndGet);
            assertThat(beats).hasValue(then);
        }
    }

    @Test
    void letsGoOfWorkThatHangs() {
        try (Pulse pulse = new Pulse(Duration.ofNanos(100_000))) {
            AtomicInteger beats = new AtomicInteger();
            AtomicInteger others = new AtomicInteger();

            pulse.during(
                    () -> beaten(beats, Pulse.MOST_BEATS)
                            && pulse.during(() -> beaten(others, 3), others::incrementAndGet),
                    beats::incrementAndGet);

            assertThat(beats).hasValue(Pulse.MOST_BEATS);
        }
    }

    @Test
    void endsWithARenewalThatFails() {
        try (Pulse pulse = new Pulse(APART)) {
            CountDownLatch tried = new CountDownLatch(1);
            AtomicInteger beats = new AtomicInteger();

            pulse.during(() -> isDone(tried) && pulse.during(() -> beaten(new AtomicInteger(3), 3), () -> {}), () -> {
                beats.incrementAndGet();
                tried.countDown();
                throw new Leases.Taken();
            });

            assertThat(beats).hasValue(1);
        }
    }

    /** Some hundred slow questions outlast what a run holds its connection for. */
    @Test
    @Attack("reliability-19")
    void aPageThatTakesLongKeepsItsConnection() {
        ReadXero link = ReadXero.connected();
        Leases.Lease lease = link.inside(() -> {
            Leases.Lease taken = ReadXero.bean(Leases.class).take(link.id()).orElseThrow();
            ReadXero.bean(SyncRuns.class).begin(taken, SyncRun.Cause.ASKED);
            return taken;
        });
        Puller.Link way = new Puller.Link(link.workspace.id(), link.id(), 0);
        Puller puller = ReadXero.server().context().getBeansOfType(Puller.class).values().stream()
                .filter(one -> one.connector().equals("xero"))
                .findFirst()
                .orElseThrow();
        Journal journal = new Journal(ReadXero.bean(Journal.Books.class), way, lease, puller);
        CountDownLatch renewed = new CountDownLatch(1);
        ReadXero.server()
                .asAdministrator("update mullion.sync_lease set held_until = held_until - interval '4 minutes'"
                        + " where connection_id = '" + link.id().value() + "'");
        Instant before = heldUntil(link);
        try (Pulse pulse = new Pulse(APART)) {
            pulse.during(() -> isDone(renewed), () -> {
                journal.renew();
                renewed.countDown();
            });
        }

        assertThat(heldUntil(link)).isAfter(before);
        assertThat(link.inside(() -> ReadXero.bean(Leases.class).take(link.id())))
                .isEmpty();
    }

    private static Instant heldUntil(ReadXero link) {
        return link.inside(() -> ReadXero.bean(TenantSql.class)
                .sql("select held_until from sync_lease where workspace_id = :workspace")
                .query(Timestamp.class)
                .single()
                .toInstant());
    }

    private static boolean beaten(AtomicInteger beats, int wanted) {
        while (beats.get() < wanted) {
            Thread.onSpinWait();
        }
        return true;
    }

    private static boolean isDone(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

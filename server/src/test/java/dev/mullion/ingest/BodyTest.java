package dev.mullion.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.Attack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BodyTest {

    private static final int MB = 1024 * 1024;

    private final BodyBudget budget = new BodyBudget(64L * MB, 16L * MB);
    private Instant now = Instant.parse("2026-03-02T10:00:00Z");
    private final InstantSource hand = () -> now;
    private final Clock clock = hand.withZone(ZoneOffset.UTC);

    @Test
    @Attack("reliability-23")
    void turnsAwayWhatComesTooSlowly() {
        InputStream drip = new InputStream() {
            @Override
            public int read() {
                now = now.plus(Duration.ofSeconds(3));
                return ' ';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                into[from] = (byte) read();
                return 1;
            }
        };

        assertThatThrownBy(() -> Body.read(drip, 1_000, budget, clock))
                .isInstanceOfSatisfying(
                        Body.Unread.class, unread -> assertThat(unread.fault()).isEqualTo(Body.Fault.TOO_SLOW));
        assertThat(budget.inFlight()).isZero();
    }

    @Test
    @Attack("reliability-23")
    void stopsAtTheLargestWhereNoLengthWasAnnounced() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                Arrays.fill(into, from, from + length, (byte) ' ');
                return length;
            }
        };

        assertThatThrownBy(() -> Body.read(endless, -1, budget, clock))
                .isInstanceOfSatisfying(
                        Body.Unread.class, unread -> assertThat(unread.fault()).isEqualTo(Body.Fault.TOO_LARGE));
        assertThat(budget.inFlight()).isZero();
    }

    @Test
    void aSmallBodyHasRoomWhileLargeOnesHoldAllTheirs() throws IOException, Body.Unread {
        Body large = Body.read(new ByteArrayInputStream(new byte[24 * MB]), 24 * MB, budget, clock);
        Body another = Body.read(new ByteArrayInputStream(new byte[24 * MB]), 24 * MB, budget, clock);
        assertThatThrownBy(() -> Body.read(new ByteArrayInputStream(new byte[MB]), MB, budget, clock))
                .isInstanceOfSatisfying(
                        Body.Unread.class, unread -> assertThat(unread.fault()).isEqualTo(Body.Fault.NO_ROOM));

        try (Body small = Body.read(new ByteArrayInputStream(new byte[30_000]), 30_000, budget, clock)) {
            assertThat(small.length()).isEqualTo(30_000);
        }
        large.close();
        another.close();
        assertThat(budget.inFlight()).isZero();
    }

    @Test
    void leavesNoByteBehindWhenItIsClosed() throws IOException, Body.Unread {
        Body body = Body.read(new ByteArrayInputStream(new byte[] {1, 2, 3}), 3, budget, clock);
        byte[] bytes = body.bytes();
        body.close();
        assertThat(bytes).containsOnly(0);
    }
}

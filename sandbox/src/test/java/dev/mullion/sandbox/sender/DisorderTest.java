package dev.mullion.sandbox.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.sandbox.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DisorderTest {
    private static final World WORLD = World.of(42, "sample", Instant.parse("2026-11-21T21:00:00Z"), 120);
    private static final List<Delivery> IN_ORDER = Delivery.of(WORLD, WORLD.since(WORLD.start()));
    private static final List<Delivery> SENT = Disorder.applied(IN_ORDER);

    @Test
    void losesNothing() {
        assertThat(new HashSet<>(SENT)).isEqualTo(new HashSet<>(IN_ORDER));
    }

    @Test
    void isTheSameEveryTime() {
        assertThat(Disorder.applied(IN_ORDER)).isEqualTo(SENT);
    }

    @Test
    void repeatsAboutOneInAHundred() {
        assertThat((double) (SENT.size() - IN_ORDER.size()) / IN_ORDER.size()).isBetween(0.005, 0.015);
    }

    @Test
    void sendsAboutTwoInAHundredTooEarlyButNeverByMoreThanAMinute() {
        int early = 0;
        for (int i = 0; i + 1 < SENT.size(); i++) {
            Duration back = Duration.between(SENT.get(i + 1).at(), SENT.get(i).at());
            early += back.isPositive() ? 1 : 0;
            assertThat(back).isLessThanOrEqualTo(Duration.ofMinutes(1));
        }

        assertThat(2.0 * early / SENT.size()).isBetween(0.005, 0.04);
    }

    @Test
    void givesEveryEventAnIdOfItsOwnOfTheRandomKind() {
        assertThat(IN_ORDER.stream().map(Delivery::id).distinct()).hasSameSizeAs(IN_ORDER);
        assertThat(IN_ORDER).extracting(Delivery::id).allMatch(id -> id.version() == 4 && id.variant() == 2);
        assertThat(IN_ORDER.getFirst().id()).isNotEqualTo(new UUID(0, 0));
    }
}

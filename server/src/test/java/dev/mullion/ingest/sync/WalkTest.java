package dev.mullion.ingest.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.connectors.Puller.Page;
import dev.mullion.connectors.Puller.Part;
import dev.mullion.ingest.sync.Positions.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WalkTest {

    private static final Instant NOW = Instant.parse("2026-06-10T18:00:00Z");
    private static final Instant READ_TO = NOW.minus(Duration.ofDays(2));

    @Test
    void commitsHowFarItReadOnlyAtItsEnd() {
        Walk walk = walk(Position.start("1"));

        Position first = walk.after(page(NOW.minusSeconds(10), NOW.minusSeconds(500), "p2"), NOW);
        walk.moved(first);
        Position last = walk.after(page(NOW.minusSeconds(600), NOW.minusSeconds(900), null), NOW);

        assertThat(first).isEqualTo(new Position("1", null, "p2", NOW.minusSeconds(10)));
        assertThat(last).isEqualTo(new Position("1", NOW.minusSeconds(10), null, null));
    }

    @Test
    void endsWhereTheWalkBeforeBeganLessTheOverlap() {
        Walk walk = walk(new Position("1", READ_TO, null, null));

        assertThat(walk.isLast(page(NOW, READ_TO.minusSeconds(599), "p2"))).isFalse();
        assertThat(walk.isLast(page(NOW, READ_TO.minusSeconds(601), "p2"))).isTrue();
    }

    @Test
    void goesOnFromAPageOfNothingThatHasANextOne() {
        Walk walk = walk(new Position("1", READ_TO, null, null));

        Position after = walk.after(page(null, null, "p2"), NOW);

        assertThat(after).isEqualTo(new Position("1", READ_TO, "p2", null));
        walk.moved(after);
        assertThat(walk.after(page(null, null, null), NOW)).isEqualTo(new Position("1", READ_TO, null, null));
    }

    @Test
    @Attack("reliability-16")
    void seesThatItIsLedInACircle() {
        Walk walk = walk(Position.start("1"));
        walk.moved(walk.after(page(NOW, NOW.minusSeconds(1), "p2"), NOW));
        walk.moved(walk.after(page(NOW.minusSeconds(2), NOW.minusSeconds(3), "p3"), NOW));

        assertThat(walk.isCircle(page(NOW, NOW, "p3"))).isTrue();
        assertThat(walk.isCircle(page(NOW, NOW, "p2"))).isTrue();
        assertThat(walk.isCircle(page(NOW, NOW, "p4"))).isFalse();
    }

    @Test
    @Attack("reliability-16")
    void isNotCarriedIntoTheFutureByWhatIsDatedThere() {
        Walk walk = walk(Position.start("1"));

        Position after = walk.after(page(Instant.parse("9999-01-01T00:00:00Z"), READ_TO, null), NOW);

        assertThat(after.readTo()).isEqualTo(NOW);
    }

    @Test
    void neverMovesBack() {
        Walk walk = walk(new Position("1", READ_TO, null, null));

        assertThat(walk.after(page(READ_TO.minusSeconds(5), READ_TO.minusSeconds(9), null), NOW)
                        .readTo())
                .isEqualTo(READ_TO);
    }

    private static Walk walk(Position position) {
        return new Walk(new Part("1", "R_1", NOW), position, Duration.ofMinutes(10));
    }

    private static Page page(@Nullable Instant newest, @Nullable Instant oldest, @Nullable String next) {
        return new Page(List.of(), 0, 0, newest, oldest, next);
    }
}

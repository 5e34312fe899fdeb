package dev.mullion.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class PaceTest {

    /** Xero counts any sixty seconds; a bucket that starts full and refills in a minute would allow twice as many. */
    @Property(tries = 500)
    void noStretchOfThatLengthEverHoldsMore(
            @ForAll @IntRange(min = 1, max = 60) int calls,
            @ForAll @LongRange(min = 1, max = 60_000) long milliseconds,
            @ForAll @Size(200) List<@IntRange(min = 0, max = 2_000) Integer> pauses) {
        Duration per = Duration.ofMillis(milliseconds);
        Pace pace = new Pace(new Budget.Rate(Budget.Reach.ACCOUNT, calls, per), 0);
        List<Long> given = new ArrayList<>();
        long now = 0;

        for (int pause : pauses) {
            now += pause * 1_000_000L;
            long at = pace.earliest(now);
            pace.take(at);
            given.add(at);
        }

        assertThat(given).isSorted();
        for (int i = calls; i < given.size(); i++) {
            assertThat(given.get(i) - given.get(i - calls)).isGreaterThanOrEqualTo(per.toNanos());
        }
    }

    /** Nor much less: who keeps asking gets four fifths of the rate. */
    @Property(tries = 200)
    void whoKeepsAskingIsServed(@ForAll @IntRange(min = 1, max = 1_000) int calls) {
        Pace pace = new Pace(new Budget.Rate(Budget.Reach.ACCOUNT, calls, Duration.ofMinutes(1)), 0);
        long last = 0;

        for (int i = 0; i < calls * 5; i++) {
            last = pace.earliest(0);
            pace.take(last);
        }

        assertThat(Duration.ofNanos(last)).isLessThanOrEqualTo(Duration.ofMinutes(7));
    }
}

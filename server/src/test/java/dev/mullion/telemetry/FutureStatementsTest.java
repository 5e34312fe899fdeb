package dev.mullion.telemetry;

import static dev.mullion.telemetry.Said.hour;
import static dev.mullion.telemetry.Said.label;
import static dev.mullion.telemetry.Said.listed;
import static dev.mullion.telemetry.Said.opened;
import static dev.mullion.telemetry.Said.removed;
import static dev.mullion.telemetry.Said.repository;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.tenancy.TestTenancy;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A vendor dates a statement in the future: it holds until something newer is heard, and not until that time has come.
 */
@Attack({"reliability-15", "reliability-16"})
class FutureStatementsTest {

    private static final double IN_A_HUNDRED_YEARS = 876_000;

    private static TestTenancy tenancy;

    private Stored stored;
    private Stored later;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    @BeforeEach
    void twoArrivals() {
        stored = new Stored(tenancy, tenancy.newWorkspace().id(), hour(10));
        later = new Stored(tenancy, stored.workspace(), hour(12));
    }

    @Test
    void ofAPullRequestHoldsUntilSomethingNewerIsHeard() {
        stored.save(opened(1, 0).merged(IN_A_HUNDRED_YEARS).lines(10).fact());
        assertThat(stored.of("state")).isEqualTo("merged");
        assertThat(stored.of("merged_at")).as("as the vendor says it").startsWith("2126-");
        assertThat(stored.of("updated_at")).as("as new as it can be").startsWith("2026-03-02T10:00:00");

        later.save(opened(1, 0).closed(11).lines(7).fact());

        assertThat(stored.of("state")).isEqualTo("closed");
        assertThat(stored.of("merged_at")).isEqualTo("nothing");
        assertThat(stored.of("additions")).isEqualTo("7");
    }

    @Test
    void isNewerThanAllThatWasKnownWhenItCame() {
        stored.save(opened(1, 0).fact());
        stored.save(opened(1, 0).closed(IN_A_HUNDRED_YEARS).fact());
        stored.save(opened(1, 0).unready(9).fact());

        assertThat(stored.of("state")).isEqualTo("closed");
    }

    @Test
    void onAPageIsNoNewerThanTheQuestionForIt() {
        stored.save(opened(1, 0).merged(9.9).fact());

        later.savePage(hour(9.8), opened(1, 0).unready(IN_A_HUNDRED_YEARS).fact());

        assertThat(stored.of("state"))
                .as("merged while the page was on its way")
                .isEqualTo("merged");
    }

    @Test
    void ofAClockThatIsAheadByMinutesKeepsItsTime() {
        stored.save(opened(1, 0).closed(10.05).fact());
        stored.save(opened(1, 0).unready(10.04).fact());

        assertThat(stored.of("state")).isEqualTo("closed");
        assertThat(stored.of("updated_at")).startsWith("2026-03-02T10:03:00");
    }

    @Test
    void ofARepositoryAndItsNameHoldsUntilSomethingNewerIsHeard() {
        stored.save(repository(7001, IN_A_HUNDRED_YEARS), label(7001, "of the future", IN_A_HUNDRED_YEARS));

        later.save(listed(7001, 11), label(7001, "name", 11));

        assertThat(later.everything())
                .contains("\"private\": false", "\"text\": \"name\"")
                .doesNotContain("2126-");
    }

    @Test
    void ofARemovalEndsWithTheReturn() {
        stored.save(label(7001, "name", 9), removed(7001, IN_A_HUNDRED_YEARS));

        later.save(listed(7001, 11), label(7001, "back", 11));

        assertThat(later.everything()).contains("\"text\": \"back\"").doesNotContain("2126-");
    }

    /** Of several that come together the more final holds, as of statements of one instant. */
    @Test
    void doesNotDependOnTheOrderWithinOneCall() {
        List<Fact> said = List.of(
                opened(1, 0).merged(IN_A_HUNDRED_YEARS).fact(),
                opened(1, 0).unready(IN_A_HUNDRED_YEARS + 1).fact(),
                opened(1, 0).unready(IN_A_HUNDRED_YEARS + 1).fact());
        Stored other = new Stored(tenancy, tenancy.newWorkspace().id(), hour(10));

        stored.save(said);
        other.save(said.reversed());

        assertThat(stored.of("state")).isEqualTo("merged");
        assertThat(other.everything()).isEqualTo(stored.everything());
    }
}

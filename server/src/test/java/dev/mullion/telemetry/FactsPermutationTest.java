package dev.mullion.telemetry;

import static dev.mullion.telemetry.Said.AUTHOR;
import static dev.mullion.telemetry.Said.BOT;
import static dev.mullion.telemetry.Said.BRANCH;
import static dev.mullion.telemetry.Said.OTHER;
import static dev.mullion.telemetry.Said.REVIEWER;
import static dev.mullion.telemetry.Said.draft;
import static dev.mullion.telemetry.Said.hash;
import static dev.mullion.telemetry.Said.label;
import static dev.mullion.telemetry.Said.listed;
import static dev.mullion.telemetry.Said.opened;
import static dev.mullion.telemetry.Said.push;
import static dev.mullion.telemetry.Said.removed;
import static dev.mullion.telemetry.Said.repository;
import static dev.mullion.telemetry.Said.review;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.Attack;
import dev.mullion.telemetry.Review.State;
import dev.mullion.tenancy.TestTenancy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FactsPermutationTest {

    /** The joins themselves are tried on tens of thousands of cases by {@link JoinLawsTest}, without a database. */
    private static final int PERMUTATIONS = Boolean.getBoolean("mullion.long") ? 1_000 : 200;

    private static final long SEED = 20_260_302;

    /**
     * Two branches used twice, first commits of pages and of pushes, drafts, a reopening, a branch that is renamed, a
     * removal and a return, equal instants, instants of the future.
     */
    private static final List<Fact> HISTORY = Stream.<Fact>of(
                    repository(7001, -50),
                    repository(7001, 30),
                    listed(7001, 31),
                    listed(7002, 31),
                    label(7001, "first name", -50),
                    label(7001, "second name", 30),
                    label(7001, "same instant", 30),
                    label(7002, "gone", 31),
                    removed(7002, 40),
                    label(7003, "gone and back", 41),
                    removed(7003, 42),
                    label(7003, "back", 500.05), // a vendor's clock may be ahead by some minutes
                    listed(7003, 500.05),
                    repository(7004, 9_000),
                    label(7004, "of the future", 9_000),
                    label(7004, "of a future before it", 8_000),
                    removed(7005, 9_000),
                    listed(7005, 499),
                    push(500, BRANCH, -20, -40, -30, -20),
                    push(501, BRANCH, 1, 0.5),
                    push(501, BRANCH, 1, 0.5),
                    push(502, BRANCH, 21, 9, 20.5, 21),
                    push(503, hash(101), -2, -3, -2),
                    push(504, hash(102), 4, 3),
                    draft(1, 0).lines(10).fact(),
                    draft(1, 0).readyAt(2).lines(12).fact(),
                    opened(1, 0).unready(3).asked(2).lines(15).fact(),
                    opened(1, 0).unready(3).asked(3).fact(),
                    opened(1, 0).unready(5).asked(null).branch(null).fact(),
                    opened(1, 0).merged(10).lines(18).fact(),
                    opened(1, 0).merged(10).by(null).unready(12).fact(),
                    review(11, 1, AUTHOR, State.COMMENTED, 2.5),
                    review(12, 1, BOT, State.COMMENTED, 2.6),
                    review(13, 1, REVIEWER, State.CHANGES_REQUESTED, 4),
                    review(13, 1, REVIEWER, State.DISMISSED, 4),
                    review(14, 1, OTHER, State.APPROVED, 8),
                    review(15, 1, OTHER, State.COMMENTED, 11),
                    opened(2, 22).lines(5).fact(),
                    opened(2, 22).closed(24).fact(),
                    opened(2, 22).unready(25).fact(),
                    opened(1, 0).merged(10).begun(-60, -25).unready(12).fact(),
                    opened(2, 22).merged(30).fact(),
                    opened(2, 22).merged(30).begun(-35, 20).fact(),
                    opened(2, 22).merged(30).begun(20.2, 20.4).unready(31).fact(),
                    opened(2, 22).closed(30).fact(),
                    review(21, 2, REVIEWER, State.APPROVED, 29),
                    opened(3, 26).branch(hash(101)).by(BOT).fact(),
                    opened(3, 26).branch(hash(102)).by(BOT).unready(27).fact(),
                    opened(4, 28).branch(hash(101)).fact(),
                    opened(4, 28).branch(hash(101)).closed(28).fact(),
                    opened(5, 28).branch(hash(101)).fact(),
                    opened(6, 30).fact(),
                    opened(6, 30).merged(8_000).fact(),
                    opened(6, 30).closed(9_000).fact(),
                    opened(6, 30).closed(9_000).lines(3).fact(),
                    review(99, 77, REVIEWER, State.APPROVED, 3))
            .toList();

    private static TestTenancy tenancy;

    @BeforeAll
    static void build() {
        tenancy = TestTenancy.create();
    }

    @AfterAll
    static void end() {
        tenancy.close();
    }

    @Test
    @Attack({"reliability-15", "reliability-16", "reliability-17", "reliability-20"})
    void storesTheSameInEveryOrderAndEveryGrouping() {
        Stored inOrder = new Stored(tenancy);
        inOrder.save(HISTORY);
        String expected = inOrder.everything();

        Random random = new Random(SEED);
        for (int permutation = 0; permutation < PERMUTATIONS; permutation++) {
            Stored shuffled = new Stored(tenancy);
            deliveries(random).forEach(shuffled::save);
            assertThat(shuffled.everything())
                    .as("permutation %d of seed %d", permutation, SEED)
                    .isEqualTo(expected);
        }
    }

    @Test
    void writesNothingThatIsThereAlready() {
        Stored stored = new Stored(tenancy);
        Facts.Saved first = stored.save(HISTORY);
        Facts.Saved again = stored.save(HISTORY);

        assertThat(first.written()).isPositive();
        assertThat(first.bytesKept()).isPositive();
        assertThat(again.written()).isZero();
        assertThat(again.bytesKept()).isZero();
        assertThat(again.unchanged()).isEqualTo(first.written() + first.unchanged());
    }

    /** All facts at least once, some of them twice, in calls of one to twelve. */
    private static List<List<Fact>> deliveries(Random random) {
        List<Fact> facts = new ArrayList<>(HISTORY);
        for (int repeated = random.nextInt(6); repeated > 0; repeated--) {
            facts.add(HISTORY.get(random.nextInt(HISTORY.size())));
        }
        Collections.shuffle(facts, random);
        List<List<Fact>> calls = new ArrayList<>();
        int from = 0;
        while (from < facts.size()) {
            int until = Math.min(facts.size(), from + 1 + random.nextInt(random.nextBoolean() ? 12 : 40));
            calls.add(facts.subList(from, until));
            from = until;
        }
        return calls;
    }
}

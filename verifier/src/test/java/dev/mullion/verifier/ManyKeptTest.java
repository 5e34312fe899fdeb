package dev.mullion.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** More checkpoints were kept from before a bundle than it may have proofs from. */
@Attack("audit-37")
class ManyKeptTest {

    private static final int FROM = 1_100;

    private final TestLog log = TestLog.of(FROM + 3, FROM + 1, 4);
    private final List<Hash> leaves = log.leaves();
    private final List<Hash> gone = leaves.subList(0, FROM);
    private final String newest = log.bundleFrom(FROM, since(size -> size >= FROM - Bundle.MOST_PROOFS));

    @Test
    void theOldestArePassedOverAndSaidToBe() {
        Report report = Verified.against(newest, kept(1, FROM));

        assertThat(report.findings()).isEmpty();
        assertThat(report.text())
                .contains("kept checkpoints: 1,001;")
                .contains("99 older ones were compared with nothing")
                .endsWith("result    holds\n");
    }

    @Test
    void oneThatContradictsIsFoundAmongThoseThatAreCompared() {
        for (int size : List.of(FROM - Bundle.MOST_PROOFS, FROM - 1, FROM)) {
            String kept = kept(1, size - 1) + another(size) + kept(size + 1, FROM);

            assertThat(Verified.faults(Verified.against(newest, kept))).containsExactly(Fault.REWRITTEN);
        }
    }

    @Test
    void nothingIsClaimedOfOneThatWasPassedOver() {
        Report report = Verified.against(newest, kept(1, 49) + another(50) + kept(51, FROM));

        assertThat(report.text()).contains("99 older ones were compared with nothing");
    }

    /** Whoever rewrote a log makes the bundle as well, and chooses which proofs are in it. */
    @Test
    void theOneThatContradictsCannotBeLeftOut() {
        String without = log.bundleFrom(FROM, since(size -> size >= FROM - Bundle.MOST_PROOFS && size != 1_050));
        assertThat(Verified.faults(Verified.against(without, kept(1, 1_049) + another(1_050) + kept(1_051, FROM))))
                .as("one proof fewer than there may be")
                .containsExactly(Fault.NOT_COMPARED);

        String older = log.bundleFrom(FROM, since(size -> size >= FROM - Bundle.MOST_PROOFS - 1 && size != 1_050));
        assertThat(Verified.faults(Verified.against(older, kept(1, 1_049) + another(1_050) + kept(1_051, FROM))))
                .as("one that is older instead")
                .containsExactly(Fault.NOT_COMPARED);

        assertThat(Verified.faults(Verified.against(newest, another(50) + kept(1_000, 1_001))))
                .as("proofs from what nobody kept")
                .containsExactly(Fault.NOT_COMPARED);
        assertThat(Verified.faults(Verified.against(
                        newest, another(50) + kept(FROM - 1, FROM - 1).repeat(1_000))))
                .as("one that was kept a thousand times")
                .containsExactly(Fault.NOT_COMPARED);
    }

    private String since(LongPredicate sizes) {
        return LongStream.range(1, FROM)
                .filter(sizes)
                .mapToObj(size ->
                        "since " + size + " " + TestLog.joined(ReferenceTree.consistency((int) size, gone)) + "\n")
                .collect(Collectors.joining());
    }

    private String kept(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(size -> log.key.checkpoint(TestLog.ORIGIN, size, ReferenceTree.root(leaves.subList(0, size))))
                .collect(Collectors.joining());
    }

    private String another(int size) {
        return log.key.checkpoint(TestLog.ORIGIN, size, leaves.getLast());
    }
}

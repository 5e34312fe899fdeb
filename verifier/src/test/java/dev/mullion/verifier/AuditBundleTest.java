package dev.mullion.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.verifier.TestLog.Note;
import dev.mullion.verifier.TestLog.Written;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditBundleTest {

    private final TestLog log = TestLog.of(40, 16, 1);

    @Test
    void anUntouchedLogHoldsAndErasedEventsWithIt() {
        Report report = Verified.alone(log.bundle());

        assertThat(report.findings()).isEmpty();
        assertThat(report.text())
                .contains("events    #0 to #39\n")
                .contains("erased    the content of")
                .contains("the last checkpoint that holds covers 40 events")
                .contains("checkpoints: 3, keys: 1\n");
    }

    @Test
    void anEventErasedLaterLeavesEveryCheckpointStanding() {
        log.items.replaceAll(item -> item instanceof Written event ? event.erase() : item);

        Report report = Verified.alone(log.bundle());

        assertThat(report.findings()).isEmpty();
        assertThat(report.text()).contains("the content of 40;");
    }

    @Test
    void oneChangedByteIsNamedByItsIndex() {
        String line = log.events().get(17).line(17);
        String changed = line.replace("person:p-77", "person:p-78");

        Report report = Verified.alone(log.bundle().replace(line, changed));

        assertThat(Verified.faults(report)).containsExactly(Fault.CHANGED);
        assertThat(report.findings().getFirst().index()).isEqualTo(17);
    }

    @Test
    void aChangeWhoseHashIsChangedTooIsNamedBetweenTwoCheckpoints() {
        Written forged = log.events().get(20).withPayload("detail=forged\n");
        log.items.replaceAll(item -> item.equals(log.events().get(20)) ? forged : item);

        Report report = Verified.alone(log.bundle());

        assertThat(Verified.faults(report)).containsExactly(Fault.ROOT);
        assertThat(report.findings().getFirst().words()).contains("from #16 to #31");
        assertThat(report.text()).contains("the last checkpoint that holds covers 16 events");
    }

    @Test
    void aMissingEventIsNamed() {
        String report = Verified.alone(log.bundle().replace(log.events().get(9).line(9), ""))
                .findings()
                .toString();

        assertThat(report).contains("event #10 stands where #9 was expected");
    }

    @Test
    @Attack("audit-7")
    void theLogOfAnotherWorkspaceIsNotThisOne() {
        var key = new TestKey("mullion.example/3f0c/neighbour");
        var neighbour = new TestLog("mullion.example/3f0c/neighbour", key, 2);
        neighbour.fill(40, 16);

        assertThat(Verified.faults(Verified.against(neighbour.bundle(), log.checkpoint(log.key))))
                .containsExactly(Fault.ORIGIN);
        assertThat(Verified.faults(Verified.with(neighbour.bundle(), null, log.key.verifier())))
                .containsExactly(Fault.ORIGIN);
        log.items.add(new Note(neighbour.checkpoint(neighbour.key)));
        assertThat(Verified.faults(Verified.alone(log.bundle()))).containsExactly(Fault.ORIGIN);
    }

    @Test
    @Attack("audit-24")
    void twoRootsSignedForOneSizeAreAFork() {
        var other = new TestLog(TestLog.ORIGIN, log.key, 5);
        other.fill(40, 40);
        log.items.add(other.items.getLast());

        assertThat(Verified.faults(Verified.alone(log.bundle()))).containsExactly(Fault.FORK, Fault.ROOT);
    }

    @Test
    @Attack("audit-13")
    void aLogRewrittenWithTheRealKeyHoldsInItselfAndFailsAgainstWhatWasKept() {
        String kept = log.checkpoint(log.key);
        var rewritten = new TestLog(TestLog.ORIGIN, log.key, 6);
        rewritten.fill(60, 16);

        assertThat(Verified.alone(rewritten.bundle()).holds()).isTrue();
        Report report = Verified.against(rewritten.bundle(), kept);
        assertThat(Verified.faults(report)).containsExactly(Fault.REWRITTEN);
        assertThat(report.findings().getFirst().words()).contains("which this log's key signed");
    }

    @Test
    @Attack("audit-14")
    void aLogCutBackToAnOlderCheckpointFailsAgainstWhatWasKept() {
        String kept = log.checkpoint(log.key);
        String cut = log.bundle(log.items.subList(0, 17));

        assertThat(Verified.alone(cut).holds()).isTrue();
        assertThat(Verified.faults(Verified.against(cut, kept))).containsExactly(Fault.TRUNCATED);
    }

    @Test
    void everyKeptCheckpointOfAFileIsCompared() {
        var kept = new StringBuilder();
        var growing = new TestLog(TestLog.ORIGIN, log.key, 1);
        for (int size = 1; size < 30; size += 3) {
            growing.fill(size, 1_000);
            kept.append(growing.checkpoint(log.key));
        }
        growing.fill(40, 1_000);

        Report report = Verified.against(growing.bundle(), kept.toString());

        assertThat(report.findings()).isEmpty();
        assertThat(report.text()).contains("kept checkpoints: 10;");
    }

    @Test
    @Attack("audit-14")
    void aKeptCheckpointThatGoesBackIsARestoredBackup() {
        String goesBack = ((Note) log.items.get(33)).text() + ((Note) log.items.get(16)).text();
        assertThat(Verified.faults(Verified.against(log.bundle(), goesBack))).containsExactly(Fault.TRUNCATED);
    }

    @Test
    void theFirstKeyIsTheOneTheLogWasOpenedWith() {
        var thief = new TestKey(TestLog.ORIGIN);
        String bundle =
                log.bundle().replace(log.key.verifier().text(), thief.verifier().text());

        assertThat(Verified.faults(Verified.alone(bundle)))
                .startsWith(Fault.KEY)
                .contains(Fault.SIGNATURE);
    }

    @Test
    void aLogThatBeginsLaterHoldsAndIsProvenToGrowFromWhatWasKept() {
        List<Written> events = log.events();
        String old = ((Note) log.items.get(16)).text();
        assertThat(old).startsWith(TestLog.ORIGIN + "\n16\n");
        String since = "since 16 "
                + TestLog.joined(ReferenceTree.consistency(16, log.leaves().subList(0, 32)))
                + "\n";
        String later = log.bundleFrom(32, since);

        Report report = Verified.against(later, old);
        assertThat(report.findings()).isEmpty();
        assertThat(report.text()).contains("the events before #32;").contains("kept checkpoints: 1;");
        assertThat(later).doesNotContain(events.get(31).line(31));
        assertThat(Verified.faults(Verified.against(log.bundleFrom(32, ""), old)))
                .containsExactly(Fault.NOT_COMPARED);
        String other = new TestKey(TestLog.ORIGIN)
                .checkpoint(TestLog.ORIGIN, 16, log.leaves().getFirst());
        assertThat(Verified.faults(Verified.against(later, other))).containsExactly(Fault.REWRITTEN);
    }

    @Test
    @Attack("audit-37")
    void theKeyThatSignedWhereABundleBeginsNeedNotBeInIt() {
        var next = new TestKey(TestLog.ORIGIN);
        String signedBefore = log.checkpoint(log.key);
        List<Hash> before = log.leaves();
        log.add("person.added", "member:m-41");
        log.sign(next);
        String later = log.bundleFrom(40, "")
                .replace(log.key.verifier().text(), next.verifier().text());

        assertThat(Verified.against(later, signedBefore).findings()).isEmpty();

        String another = log.key.checkpoint(TestLog.ORIGIN, 40, before.getFirst());
        assertThat(Verified.faults(Verified.against(later, another))).containsExactly(Fault.REWRITTEN);
        assertThat(Verified.faults(Verified.against(
                        later, next.checkpoint(TestLog.ORIGIN, 41, log.leaves().getLast()))))
                .containsExactly(Fault.REWRITTEN);
        String strangers = new TestKey(TestLog.ORIGIN).checkpoint(TestLog.ORIGIN, 41, ReferenceTree.root(log.leaves()));
        assertThat(Verified.faults(Verified.against(later, strangers)))
                .as("behind its beginning the keys are known")
                .containsExactly(Fault.SIGNATURE);
    }

    @Test
    void eventsBehindTheLastCheckpointAreCoveredByNothing() {
        log.add("person.added", "member:m-99");

        assertThat(Verified.faults(Verified.alone(log.bundle()))).containsExactly(Fault.TRUNCATED);
    }

    @Test
    void timeThatRunsBackwardsIsFound() {
        Written late = log.events().get(20);
        log.items.clear();
        log.items.add(new Written(late.time(), "log.opened", log.key.object(), late.salt(), "", false));
        log.add("person.added", "member:m-1");
        log.sign(log.key);

        assertThat(Verified.faults(Verified.alone(log.bundle()))).containsExactly(Fault.TIME);
    }

    @Test
    void whatIsNoBundleIsRefusedAsAWhole() {
        for (String text : List.of("", "\n", "mullion-audit-bundle/2\n", "PK\u0003\u0004", Bundle.FORMAT)) {
            assertThatThrownBy(() -> Verified.alone(text))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageMatching(".*(the file is empty|this is no bundle, no proof and no checkpoint: .*)");
        }
    }
}

package dev.mullion.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyRotationTest {

    private final TestLog log = TestLog.of(5, 100, 1);
    private final TestKey next = new TestKey(TestLog.ORIGIN);

    @BeforeEach
    void announce() {
        log.add("key.announced", next.object());
    }

    @Test
    void aKeyAnnouncedUnderTheOldOneSignsFromThenOn() {
        log.sign(log.key);
        log.add("person.added", "member:m-1");
        log.sign(next);

        Report report = Verified.with(log.bundle(), log.checkpoint(log.key), next.verifier());
        assertThat(report.findings()).isEmpty();
        assertThat(report.text()).contains("keys: 2").contains("the key you gave has signed this log");
    }

    @Test
    void aKeyThatNoOldSignatureCoversSignsNothing() {
        log.sign(next);

        assertThat(Verified.faults(Verified.alone(log.bundle()))).containsExactly(Fault.SIGNATURE, Fault.TRUNCATED);
    }

    @Test
    void aReplacedKeySignsNothingMore() {
        log.sign(log.key);
        log.add("person.added", "member:m-1");
        log.sign(log.key);

        Report report = Verified.alone(log.bundle());
        assertThat(Verified.faults(report)).containsExactly(Fault.SIGNATURE, Fault.TRUNCATED);
        assertThat(report.findings().getFirst().words()).contains("one that was replaced");
    }

    @Test
    void anExpectedKeyThatWasOnlyAnnouncedIsNotEnough() {
        log.sign(log.key);

        assertThat(Verified.faults(Verified.with(log.bundle(), null, next.verifier())))
                .containsExactly(Fault.KEY);
    }

    @Test
    void anAnnouncementWithoutAKeyAndASecondOpeningAreFound() {
        log.add("key.announced", "key:01ff");
        log.add("log.opened", next.object());
        log.add("key.announced", log.key.object());
        log.sign(log.key);

        assertThat(Verified.faults(Verified.alone(log.bundle()))).containsExactly(Fault.KEY, Fault.KEY, Fault.KEY);
    }
}

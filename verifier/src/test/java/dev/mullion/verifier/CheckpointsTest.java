package dev.mullion.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckpointsTest {

    private final TestLog log = TestLog.of(10, 100, 3);
    private final String first = log.checkpoint();
    private final String second;

    CheckpointsTest() {
        log.fill(20, 100);
        second = log.checkpoint();
    }

    @Test
    void checkpointsOfOneGrowingLogHold() {
        assertThat(Verified.with(first + second, null, log.key()).text())
                .contains("log       '" + TestLog.ORIGIN + "'")
                .contains("checkpoints up to 20 events, and no event")
                .contains("the key you gave has signed this log")
                .endsWith("result    holds\n");
        assertThat(Verified.alone(first).holds()).isTrue();
        assertThat(Verified.against(first + second, second).text()).contains("kept checkpoints: 1;");
    }

    @Test
    @Attack({"audit-13", "audit-14", "audit-24"})
    void twoStoriesToTwoClientsAreToldApartByTheirCheckpoints() {
        var other = new TestLog(TestLog.ORIGIN, log.key, 4);
        other.fill(20, 100);

        assertThat(Verified.faults(Verified.alone(first + second + other.checkpoint())))
                .containsExactly(Fault.FORK);
        assertThat(Verified.faults(Verified.against(first + second, other.checkpoint())))
                .containsExactly(Fault.FORK);
        assertThat(Verified.faults(Verified.alone(second + first))).containsExactly(Fault.TRUNCATED);
    }

    @Test
    @Attack("audit-7")
    void aCheckpointOfAnotherLogOrSignedByAnotherKeyIsFound() {
        var neighbour = new TestKey("mullion.example/3f0c/neighbour");
        String other = neighbour.checkpoint(neighbour.name(), 30, log.leaves().getFirst());

        assertThat(Verified.faults(Verified.alone(first + other))).containsExactly(Fault.ORIGIN);
        assertThat(Verified.faults(Verified.with(first, null, neighbour.verifier())))
                .containsExactly(Fault.ORIGIN);
        assertThat(Verified.faults(Verified.with(first, null, new TestKey(TestLog.ORIGIN).verifier())))
                .containsExactly(Fault.KEY);
        assertThat(Verified.faults(Verified.with(first.replace("\n10\n", "\n11\n"), null, log.key())))
                .contains(Fault.SIGNATURE);
    }
}

package dev.mullion.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.verifier.TestLog.Written;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProofTest {

    private final TestLog log = TestLog.of(40, 100, 3);
    private final String good = log.proof(17);

    @Test
    void everyEventOfALogIsProvenErasedOrNot() {
        for (int index = 0; index < 40; index++) {
            Report report = Verified.with(log.proof(index), null, log.key());

            assertThat(report.findings()).isEmpty();
            assertThat(report.text())
                    .contains("event     #" + index)
                    .contains("whose first 40 events the key has signed")
                    .endsWith("result    holds\n");
        }
        log.items.replaceAll(item -> item instanceof Written event ? event.erase() : item);
        assertThat(Verified.alone(log.proof(17)).text())
                .contains("#17, whose content was erased")
                .endsWith(" holds\n");
    }

    @Test
    void saysWhatIsNotKnownWhenNothingWasCompared() {
        assertThat(Verified.alone(good).text()).contains("not known whether others were shown the same history");
    }

    @Test
    @Attack("audit-9")
    void extraDataChangesNothing() {
        assertThat(Verified.alone(log.proof(17, "extra eHg=\nindex 17")).holds())
                .isTrue();
        assertThat(Verified.alone(log.proof(17, "extra eXk=\nindex 17")).text())
                .isEqualTo(Verified.alone(good).text());
        for (String lines : List.of(
                "extra eXk\nindex 17",
                "extra \nindex 17",
                "extra eXk=\nextra eXk=\nindex 17",
                "index 17\nextra eXk=",
                "EXTRA eXk=\nindex 17")) {
            assertThat(Verified.faults(Verified.alone(log.proof(17, lines))))
                    .as(lines)
                    .containsExactly(Fault.FORM);
        }
    }

    @Test
    @Attack({"audit-4", "audit-9"})
    void anotherIndexIsRefusedAlsoBeyondTheTree() {
        for (long index : new long[] {0, 16, 18, 39, 40, 41, Long.MAX_VALUE}) {
            assertThat(Verified.faults(Verified.alone(log.proof(17, "index " + index))))
                    .as("%s", index)
                    .containsExactly(Fault.ORDER, Fault.ROOT);
        }
        for (String index : List.of("-1", "017", "+17", "17 ", " 17", "9223372036854775808", "17\r", "", "0x11")) {
            assertThat(Verified.faults(Verified.alone(log.proof(17, "index " + index))))
                    .as(index)
                    .containsExactly(Fault.FORM);
        }
    }

    @Test
    @Attack({"audit-6", "audit-9"})
    void aLineEndOrALineOfAnotherFormIsRefused() {
        String[] lines = good.split("\n", -1);
        for (int at = 1; at < lines.length - 1; at++) {
            String[] other = lines.clone();
            other[at] = lines[at] + "\r";
            assertThat(Verified.alone(String.join("\n", other)).holds())
                    .as("line %s", at)
                    .isFalse();
            other[at] = "x".repeat(65_536);
            assertThat(Verified.alone(String.join("\n", other)).holds())
                    .as("line %s", at)
                    .isFalse();
            other[at] = "";
            if (!lines[at].isEmpty()) {
                assertThat(Verified.alone(String.join("\n", other)).holds())
                        .as("line %s", at)
                        .isFalse();
            }
        }
        assertThat(Verified.alone(good + "x\n").holds()).isFalse();
        assertThat(Verified.alone(good + "\n").holds()).isFalse();
        assertThat(Verified.alone(good.substring(0, good.length() - 1)).holds()).isFalse();
    }

    @Test
    @Attack({"audit-5", "audit-9"})
    void aHashTooMuchOrTooShortOrOfAnotherAlphabetIsRefused() {
        String hash = "A".repeat(43) + "=\n";
        String first = "index 17\n";
        for (String more : List.of(
                hash,
                hash.repeat(65),
                "A".repeat(42) + "==\n",
                "A".repeat(44) + "\n",
                "_" + hash.substring(1),
                "A".repeat(42) + "B=\n",
                "A".repeat(43) + "\n")) {
            assertThat(Verified.alone(good.replace(first, first + more)).holds())
                    .as(more)
                    .isFalse();
        }
    }

    @Test
    @Attack("audit-7")
    void theCheckpointOfAnotherLogProvesNothing() {
        var other = new TestKey("mullion.example/3f0c/neighbour");
        String neighbour = other.checkpoint(other.name(), 40, ReferenceTree.root(log.leaves()));

        assertThat(Verified.faults(Verified.alone(good.replace(log.checkpoint(), neighbour))))
                .containsExactly(Fault.ORIGIN);
        String renamed = neighbour.replaceFirst(other.name(), TestLog.ORIGIN);
        assertThat(Verified.faults(Verified.alone(good.replace(log.checkpoint(), renamed))))
                .containsExactly(Fault.SIGNATURE);
        assertThat(Verified.faults(Verified.with(good, null, other.verifier()))).contains(Fault.ORIGIN);
        assertThat(Verified.faults(Verified.with(good, null, new TestKey(TestLog.ORIGIN).verifier())))
                .containsExactly(Fault.KEY);
    }

    @Test
    @Attack("audit-13")
    void aProofFromARewrittenLogFailsAgainstACheckpointThatWasKept() {
        var rewritten = new TestLog(TestLog.ORIGIN, log.key, 8);
        rewritten.fill(40, 100);

        assertThat(Verified.alone(rewritten.proof(17)).holds()).isTrue();
        assertThat(Verified.against(good, log.checkpoint()).holds()).isTrue();
        assertThat(Verified.faults(Verified.against(rewritten.proof(17), log.checkpoint())))
                .containsExactly(Fault.FORK);
    }

    @Test
    void oneChangedCharacterIsFound() {
        var random = new Random(5);
        int from = good.indexOf("event ");
        for (int times = 0; times < 500; times++) {
            int at = from + random.nextInt(good.length() - from);
            String other = good.substring(0, at) + (good.charAt(at) == 'A' ? 'B' : 'A') + good.substring(at + 1);
            assertThat(Verified.alone(other).holds()).as(other).isFalse();
        }
    }
}

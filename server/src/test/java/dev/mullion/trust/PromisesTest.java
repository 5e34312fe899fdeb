package dev.mullion.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mullion.TestServer;
import dev.mullion.checks.Check;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That every promise has its control and every control its promise. */
class PromisesTest {

    private final Trust trust = TestServer.shared().bean(Trust.class);

    @Test
    void areAllThereByNumber() {
        assertThat(Promises.all().stream().map(promise -> promise.id().value()))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 51)
                        .mapToObj(number -> "P%02d".formatted(number))
                        .toList());
    }

    @Test
    void haveAProbeOrSayWhyNot() {
        Set<PromiseId> probed = Set.copyOf(trust.checked());

        assertThat(Promises.all())
                .allSatisfy(promise -> assertThat(probed.contains(promise.id()))
                        .as("%s has a probe, or is planned, and not both", promise.id())
                        .isNotEqualTo(promise.planned().isPresent()));
    }

    @Test
    void claimNothingOfAuditsByOthers() {
        Trust.Line audits = line("P49");

        assertThat(audits.state())
                .isEqualTo(new State.Planned("SOC 2 Type II: in preparation, not certified. HIPAA: not in scope."));
        assertThatThrownBy(() -> with(Control.ofChecks("P49", () -> List.of(Check.ok("audits", "certified")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("P49");
    }

    @Test
    void refuseAControlThatNoPromiseStandsBehind() {
        assertThatThrownBy(() -> with(Control.ofChecks("P99", List::of))).hasMessageContaining("P99");
        assertThatThrownBy(() -> with(Control.ofChecks("P21", List::of), Control.ofChecks("P21", List::of)))
                .hasMessageContaining("P21");
    }

    @Test
    void areWordedAsOneSentenceAndNotAsAdvertising() {
        assertThat(Promises.all()).allSatisfy(promise -> {
            assertThat(promise.claim()).endsWith(".").doesNotContain("!").hasSizeBetween(15, 200);
            assertThat(promise.how()).endsWith(".");
        });
    }

    private static Trust with(Control... controls) {
        return new Trust(
                Promises.all(),
                List.of(controls),
                new EvidenceStore(
                        TestServer.shared().bean(dev.mullion.tenancy.GlobalSql.class),
                        new Seals(TestServer.shared()
                                .bean(dev.mullion.keys.KeyRing.class)
                                .installation(dev.mullion.keys.KeyLabel.EVIDENCE))),
                java.time.Clock.systemUTC(),
                _ -> {});
    }

    private Trust.Line line(String id) {
        return trust.lines().stream()
                .filter(line -> line.promise().id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }
}

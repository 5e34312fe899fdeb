package dev.mullion.trust;

import dev.mullion.checks.Check;
import dev.mullion.keys.KeyLabel;
import dev.mullion.tenancy.TestTenancy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** One promise with nothing seen of it yet; its probe sees what the test tells it. */
final class OnePromise {

    static final PromiseId P21 = new PromiseId("P21");
    static final Finding KEPT = Finding.of(Check.ok("tried", "seen"));
    static final Finding BROKEN = Finding.of(Check.ok("one", ""), Check.failed("other", "is gone"));
    static final Duration INTERVAL = Duration.ofMinutes(10);

    final HandClock clock = new HandClock();
    final List<Object> events = new ArrayList<>();
    final AtomicReference<Probe> probe = new AtomicReference<>(() -> KEPT);
    final Trust trust;
    private final TestTenancy tenancy;

    OnePromise(TestTenancy tenancy) {
        this.tenancy = tenancy;
        tenancy.execute(TestTenancy.OWNER, "delete from mullion.control_evidence; delete from mullion.control");
        trust = on(clock, Duration.ofSeconds(5));
    }

    Trust on(Clock time, Duration bound) {
        Control control = Control.of("P21", () -> probe.get().run()).within(bound);
        return new Trust(Promises.all(), List.of(control), store(), time, events::add);
    }

    EvidenceStore store() {
        return new EvidenceStore(tenancy.global, new Seals(tenancy.keys.installation(KeyLabel.EVIDENCE)));
    }

    void tick() {
        clock.advance(INTERVAL);
        trust.checkNow(P21);
    }

    State state() {
        return state("P21");
    }

    State state(String id) {
        return trust.lines().stream()
                .filter(line -> line.promise().id().value().equals(id))
                .findFirst()
                .orElseThrow()
                .state();
    }
}

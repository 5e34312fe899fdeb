package dev.mullion.vault;

import dev.mullion.checks.Check;
import dev.mullion.checks.Verification;
import dev.mullion.keys.KeyRing;
import dev.mullion.keys.KeysUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * {@code bin/mullion verify secrets}: goes for secrets that are planted in two hidden workspaces of the running server,
 * and for its keys. One run at a time; every secret and file of a run is gone after it.
 */
@Component
class SecretsVerification implements Verification {

    private final EnvelopeProbes envelopes;
    private final MarkerProbes markers;
    private final CanaryWorkspaces canaries;
    private final KeyRing keys;
    private final ReentrantLock alone = new ReentrantLock();

    SecretsVerification(EnvelopeProbes envelopes, MarkerProbes markers, CanaryWorkspaces canaries, KeyRing keys) {
        this.envelopes = envelopes;
        this.markers = markers;
        this.canaries = canaries;
        this.keys = keys;
    }

    @Override
    public String name() {
        return "secrets";
    }

    @Override
    public List<Check> run() {
        alone.lock();
        try {
            List<Check> checks = new ArrayList<>();
            checks.addAll(group("secrets", envelopes::run));
            checks.addAll(group("markers", markers::run));
            checks.addAll(group("keys", () -> keys.trials().run()));
            checks.add(Check.attempt("secrets.cleared", this::clear));
            return List.copyOf(checks);
        } finally {
            alone.unlock();
        }
    }

    private Check clear() {
        canaries.clear();
        long left = canaries.left();
        return Check.of("secrets.cleared", left == 0, left + " secrets of the run are left");
    }

    /** A group that cannot even begin is one failed check, and the others still run. */
    private static List<Check> group(String name, Supplier<List<Check>> group) {
        List<Check> checks = new ArrayList<>();
        Check whole = Check.attempt(name + ".group", () -> {
            try {
                checks.addAll(group.get());
            } catch (KeysUnavailable e) {
                return Check.failed(name + ".group", String.valueOf(e.getMessage()));
            }
            return Check.ok(name + ".group", checks.size() + " checks ran");
        });
        checks.addFirst(whole);
        return checks;
    }
}

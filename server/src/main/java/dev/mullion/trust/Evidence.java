package dev.mullion.trust;

import java.time.Duration;
import java.time.Instant;

/**
 * One run of a probe.
 *
 * @param at when it ended
 * @param took how long it ran
 */
public record Evidence(Instant at, Duration took, Finding finding) {

    public Verdict verdict() {
        return finding.verdict();
    }
}

package dev.mullion.trust;

import dev.mullion.checks.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

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

    /** The same run, and what was found beside what its probe tried. */
    Evidence and(Check found) {
        List<Check> tried = finding instanceof Finding.Tried(var checks) ? checks : List.of();
        return new Evidence(
                at,
                took,
                new Finding.Tried(
                        Stream.concat(tried.stream(), Stream.of(found)).toList()));
    }
}

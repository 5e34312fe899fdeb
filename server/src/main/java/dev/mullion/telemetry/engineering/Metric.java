package dev.mullion.telemetry.engineering;

/**
 * A number that is computed from facts.
 *
 * @param id stable, for scripts: {@code engineering.pickup}
 * @param name for people
 * @param definition one sentence that says exactly what is counted
 */
public record Metric(String id, String name, String definition, Unit unit) {

    /** What the number counts. */
    public enum Unit {
        DURATION,
        PULL_REQUESTS,
        REVIEWS
    }
}

package dev.mullion.sandbox.world;

import java.time.Instant;

/**
 * One thing that happened to a pull request.
 *
 * @param subject whose review is asked for or dismissed; otherwise the actor
 * @param commits how many commits a push brings, 0 for everything else
 * @param since when the first of these commits was made; otherwise the instant itself
 */
public record Step(StepKind kind, Instant at, Person actor, Person subject, int commits, Instant since) {
    public Step {
        if (commits < 0 || since.isAfter(at)) {
            throw new IllegalArgumentException(kind + " at " + at + ": commits are made before they are pushed");
        }
    }
}

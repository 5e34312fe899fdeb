package dev.mullion.trust;

/**
 * A probe saw a promise broken that was not before. Published before it is shown; a listener that throws is told again
 * at the next run.
 *
 * @param what names of the checks that failed, or why the probe could not run
 */
public record ControlFailed(PromiseId promise, String what) {}

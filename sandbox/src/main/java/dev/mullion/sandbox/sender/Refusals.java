package dev.mullion.sandbox.sender;

/** Told of every delivery that was given up; {@code status} is 0 when there was no answer at all. */
@FunctionalInterface
public interface Refusals {
    void refused(int status);
}

package dev.mullion.verifier.bundle;

/**
 * One thing that does not hold.
 *
 * @param index the event from which on, or at which
 * @param words one plain sentence, safe to print
 */
public record Finding(Fault fault, long index, String words) {}

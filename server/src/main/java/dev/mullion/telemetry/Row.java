package dev.mullion.telemetry;

/**
 * What is kept of one thing. {@code and} is a join: it does not matter in which order statements are joined, in which
 * groups, or how often, so neither do late, reordered and repeated deliveries.
 */
interface Row<R extends Row<R>> {

    R and(R other);

    /** The width of the kept columns in bytes. */
    int bytesKept();
}

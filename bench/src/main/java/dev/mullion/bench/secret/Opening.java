package dev.mullion.bench.secret;

import java.util.function.IntSupplier;

/**
 * One way of opening a sealed text.
 *
 * @param share of the openings that this way is measured with: those that wait for a database are fewer
 * @param open opens it once and returns the length of what came out
 */
record Opening(String name, double share, IntSupplier open) {}

/**
 * Benchmarks: head-to-heads with named peers and with the limit of the machine, in one run. Not here: tests; nothing
 * asserts a time.
 */
@NullMarked
package dev.mullion.bench;

import org.jspecify.annotations.NullMarked;

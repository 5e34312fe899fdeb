/**
 * What a benchmark starts and measures on this machine: processes, their cost, a PostgreSQL, Mullion itself. Not here:
 * load.
 */
@NullMarked
package dev.mullion.bench.machine;

import org.jspecify.annotations.NullMarked;

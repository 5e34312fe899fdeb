/** What a flood of one workspace costs the others. */
@NullMarked
package dev.mullion.bench.neighbours;

import org.jspecify.annotations.NullMarked;

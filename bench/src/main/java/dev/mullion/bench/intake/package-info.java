/** Mullion's intake of signed webhooks beside receivers in Node and the limits of the machine. */
@NullMarked
package dev.mullion.bench.intake;

import org.jspecify.annotations.NullMarked;

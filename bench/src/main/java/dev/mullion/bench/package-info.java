/** Placeholder sentence, replaced with the first class. */
@NullMarked
package dev.mullion.bench;

import org.jspecify.annotations.NullMarked;

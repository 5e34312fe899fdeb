/** Placeholder sentence, replaced with the first class. */
@NullMarked
package dev.mullion.sandbox;

import org.jspecify.annotations.NullMarked;

/**
 * Strict readings of the small texts that everything else is made of: lines, words, decimals, base64. Each value has
 * one spelling and every other is refused. Not here: what the texts mean.
 */
@NullMarked
package dev.mullion.verifier.text;

import org.jspecify.annotations.NullMarked;

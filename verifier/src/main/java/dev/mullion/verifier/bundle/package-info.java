/**
 * Reads an exported log once, from front to back, and says what holds. Every input is taken for hostile: whatever is
 * wrong becomes a {@link dev.mullion.verifier.bundle.Finding}. Not here: files and the command line.
 */
@NullMarked
package dev.mullion.verifier.bundle;

import org.jspecify.annotations.NullMarked;

package dev.mullion.verifier.bundle;

import dev.mullion.verifier.note.VerifierKey;
import org.jspecify.annotations.Nullable;

/**
 * What is known from outside the bundle. Without either, a bundle can only be shown to hold in itself: whoever has the
 * signing key could have written another.
 *
 * @param kept checkpoints from before, or null
 * @param key a key of the log, or null
 */
public record Expected(
        @Nullable KeptCheckpoints kept, @Nullable VerifierKey key) {

    public static Expected nothing() {
        return new Expected(null, null);
    }

    public boolean isNothing() {
        return kept == null && key == null;
    }
}

package dev.mullion.keys;

import java.util.UUID;

/**
 * What a wrapped key is bound to: with any other it does not unwrap. Nothing of it is secret; a key management service
 * is told installation, scope and part, and writes them into its own log.
 *
 * @param scope {@code installation}, a workspace, or a hand-over of a rotation
 * @param generation grows with every change of what is kept under this scope
 * @param source the name of the key that wraps
 */
public record WrapContext(UUID installation, String scope, long generation, String source, Part part) {

    /** The whole of it in one line, with the format's name in front. */
    public String text() {
        return String.join(
                "|", Wrapped.FORMAT, installation.toString(), scope, Long.toString(generation), source, part.word());
    }
}

package dev.mullion.web.view;

import dev.mullion.web.view.part.Moment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connection that is read lives on: how old its secrets are, when it is read next, and what its vendor leaves.
 *
 * @param due when the next run begins by itself; null while one is under way, or where none will
 * @param left a sentence for each budget that is known, the scarcest first
 */
public record Upkeep(List<Secret> secrets, @Nullable Moment due, List<String> left) {

    public Upkeep {
        secrets = List.copyOf(secrets);
        left = List.copyOf(left);
    }

    /**
     * One event in the life of a secret; nothing of the secret itself.
     *
     * @param what in words, as in "Key pasted"
     */
    public record Secret(String what, Moment at) {}

    /** Whether there is nothing to show. */
    public boolean isEmpty() {
        return secrets.isEmpty() && due == null && left.isEmpty();
    }

    /** The scarcest budget; null where none is known. */
    public @Nullable String scarcest() {
        return left.isEmpty() ? null : left.getFirst();
    }
}

package dev.mullion.connectors.github;

import dev.mullion.connectors.projection.PrivateText;
import dev.mullion.keys.IdHash;
import dev.mullion.keys.IdHasher;
import org.jspecify.annotations.Nullable;

/**
 * The keyed hash of a branch, which joins a pull request to the pushes that led to it. Bound to the repository that has
 * the branch (of a fork's branch: the fork), because names repeat.
 */
final class Branches {

    private static final String HEAD = "refs/heads/";

    private Branches() {}

    static IdHash hash(IdHasher hasher, long repository, PrivateText branch) {
        return PrivateText.hash(hasher, "github.branch", repository, branch);
    }

    /** The branch that a full reference names, or null for a tag or anything else. */
    static @Nullable PrivateText named(PrivateText reference) {
        return reference.startsWith(HEAD) ? reference.after(HEAD.length()) : null;
    }
}

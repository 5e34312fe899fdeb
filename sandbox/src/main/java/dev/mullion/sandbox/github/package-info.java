/**
 * Answers programs as GitHub's API does, for the endpoints that Mullion declares: the App's signature, tokens, lists
 * and one GraphQL document, with GitHub's limits, errors and worse. Shows the same world as the deliveries tell of.
 *
 * <p>Not here: deliveries (sender).
 */
@NullMarked
package dev.mullion.sandbox.github;

import org.jspecify.annotations.NullMarked;

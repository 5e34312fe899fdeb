package dev.mullion.web.view.part;

import org.jspecify.annotations.Nullable;

/**
 * Where a statement comes from.
 *
 * @param source the fact it rests on, in words ("Pull request #41")
 * @param hash what proves that it has not changed since, shortened; null where none is kept
 */
public record Evidence(Link source, @Nullable String hash, Moment seen) {}

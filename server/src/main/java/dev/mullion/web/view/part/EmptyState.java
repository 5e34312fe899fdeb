package dev.mullion.web.view.part;

import org.jspecify.annotations.Nullable;

/**
 * Why there is nothing here, what will change that, and the one thing to do.
 *
 * @param action null where there is nothing this person can do
 */
public record EmptyState(String why, String next, @Nullable Link action) {}

package dev.mullion.web.view;

import org.jspecify.annotations.Nullable;

/**
 * What a person without a session sees.
 *
 * @param command prints a link for the person who runs the installation; null where that is not theirs to know
 */
public record SignedOutPage(@Nullable String command) {}

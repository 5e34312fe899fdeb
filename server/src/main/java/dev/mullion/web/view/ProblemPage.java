package dev.mullion.web.view;

import dev.mullion.web.view.part.Link;
import org.jspecify.annotations.Nullable;

/**
 * What, what was expected, what next. Nothing else: no trace, no path, no name of a workspace.
 *
 * @param request finds the matching line in the server's log; null where nothing was logged
 * @param next where to go; null where there is nowhere
 */
public record ProblemPage(
        int status,
        String what,
        String expected,
        String advice,
        @Nullable Link next,
        @Nullable String request) {}

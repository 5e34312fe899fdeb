package dev.mullion.web.view;

import dev.mullion.web.view.part.Choice;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pull requests behind a number.
 *
 * @param up back to the number
 * @param empty set where the filter finds none; the table is then not shown
 */
public record PullRequestsPage(
        Frame frame,
        Link up,
        String action,
        List<Choice> filter,
        Facts facts,
        @Nullable EmptyState empty) {

    public PullRequestsPage {
        filter = List.copyOf(filter);
    }
}

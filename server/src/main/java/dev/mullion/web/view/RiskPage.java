package dev.mullion.web.view;

import dev.mullion.web.view.part.Choice;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Facts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Risk.
 *
 * @param action where the filter leads
 * @param empty set while no task was imported; the rest is then not shown
 * @param sentence how many are to be done, and how many of them are late
 */
public record RiskPage(
        Frame frame,
        String action,
        List<Choice> filter,
        @Nullable EmptyState empty,
        String sentence,
        Facts tasks) {

    public RiskPage {
        filter = List.copyOf(filter);
    }
}

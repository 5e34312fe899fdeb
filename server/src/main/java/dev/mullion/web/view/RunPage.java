package dev.mullion.web.view;

import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Progress;
import dev.mullion.web.view.part.Receipt;
import dev.mullion.web.view.part.StateWord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a connection.
 *
 * @param up back to the connection
 */
public record RunPage(Frame frame, Link up, Live live) {

    /**
     * The part that is fetched again when something changed.
     *
     * @param href address of this part alone, answered with the template {@code run-refresh}
     * @param coverage what it read and did not read; while it is under way, that it is not known yet
     * @param progress null when it is over
     */
    public record Live(
            String href,
            String vendor,
            StateWord state,
            String coverage,
            @Nullable Progress progress,
            Receipt receipt,
            List<Detail> details) {

        public Live {
            details = List.copyOf(details);
        }
    }

    public record Detail(String name, Cell value) {}
}

package dev.mullion.web.view;

import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Csrf;
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
     * @param stop where it is asked to stop; null when it is over or was asked, or for a person who may not
     * @param stopping that it stops, and who asked for it; null where nobody did, or where it is over
     * @param again where the next run is begun, which goes on where this one was; null where this one is whole or the
     *     newest is under way, where none can be begun, or for a person who may not
     */
    public record Live(
            String href,
            String vendor,
            StateWord state,
            String coverage,
            @Nullable Progress progress,
            Receipt receipt,
            List<Detail> details,
            @Nullable String stop,
            @Nullable String stopping,
            @Nullable String again,
            Csrf csrf) {

        public Live {
            details = List.copyOf(details);
        }
    }

    public record Detail(String name, Cell value) {}
}

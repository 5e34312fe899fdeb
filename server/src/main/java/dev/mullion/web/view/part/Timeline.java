package dev.mullion.web.view.part;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened, in order. */
public record Timeline(List<Step> steps) {

    public Timeline {
        steps = List.copyOf(steps);
    }

    /**
     * One thing that happened, or is expected to.
     *
     * @param at null for what has not happened yet
     * @param detail one line more, may be null
     * @param after the time since the step before, null for the first
     */
    public record Step(
            String what,
            @Nullable Moment at,
            @Nullable String detail,
            @Nullable Elapsed after,
            Tone tone) {

        public String css() {
            return at == null ? "pending" : tone.css();
        }
    }
}

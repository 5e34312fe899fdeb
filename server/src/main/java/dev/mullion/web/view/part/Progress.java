package dev.mullion.web.view.part;

import org.jspecify.annotations.Nullable;

/**
 * Something long that is under way.
 *
 * @param what in words ("Reading the history of the sample company")
 * @param done objects so far
 * @param total null while unknown
 * @param range what is covered already ("8 Mar to 3 Nov 2026")
 * @param left time left in words ("about 2 min left"), null while unknown
 */
public record Progress(
        String what,
        long done,
        @Nullable Long total,
        String doneText,
        String range,
        @Nullable String left) {

    /** Null while the total is unknown: a bar without a value says "working", one at zero would say "nothing done". */
    public @Nullable Long value() {
        return total == null ? null : Long.valueOf(Math.min(done, total));
    }
}

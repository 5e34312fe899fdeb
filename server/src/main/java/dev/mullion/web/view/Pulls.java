package dev.mullion.web.view;

import dev.mullion.web.view.part.Facts;
import dev.mullion.web.view.part.Moment;
import dev.mullion.web.view.part.Progress;
import dev.mullion.web.view.part.StateWord;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a vendor: the runs of one connection.
 *
 * @param state how the newest run stands
 * @param coverage what the newest run that is over read and did not read; what to expect where there is none
 * @param progress null while no run is under way
 * @param due when the next begins by itself; null while one is under way, or where none will
 * @param action where "Sync now" goes; null where nobody may, or none can be begun
 * @param obstacle why none can be begun; null where one can
 * @param runs the newest, each with its address
 */
public record Pulls(
        StateWord state,
        String coverage,
        @Nullable Progress progress,
        @Nullable Moment due,
        @Nullable String action,
        @Nullable String obstacle,
        Facts runs) {}

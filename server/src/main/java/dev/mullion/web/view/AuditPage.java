package dev.mullion.web.view;

import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Moment;
import dev.mullion.web.view.part.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in this workspace, newest first.
 *
 * @param older the page after; null on the last
 */
public record AuditPage(
        Frame frame,
        List<Entry> entries,
        @Nullable Link older,
        @Nullable EmptyState empty) {

    public AuditPage {
        entries = List.copyOf(entries);
    }

    /**
     * One thing that happened.
     *
     * @param actor who did it: a member's name, or the part of Mullion that did
     * @param sentence what, in plain words, without the actor ("connected GitHub")
     */
    public record Entry(Moment at, String actor, String sentence, Severity severity) {}
}

package dev.mullion.web.view;

import dev.mullion.web.view.part.Choice;
import dev.mullion.web.view.part.EmptyState;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Moment;
import dev.mullion.web.view.part.Severity;
import dev.mullion.web.view.part.StateWord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in this workspace, newest first.
 *
 * @param action where the filter leads
 * @param older the page after; null on the last
 */
public record AuditPage(
        Frame frame,
        Chain chain,
        String action,
        List<Choice> filter,
        List<Entry> entries,
        @Nullable Link older,
        @Nullable EmptyState empty) {

    public AuditPage {
        filter = List.copyOf(filter);
        entries = List.copyOf(entries);
    }

    /**
     * How far the log is signed and verified.
     *
     * @param verified "to #48,112"; when is {@code verifiedAt}
     * @param root the newest signed root, shortened for the eye
     * @param verify where a press of the button goes
     * @param exports the log as files
     */
    public record Chain(
            StateWord state,
            String verified,
            @Nullable Moment verifiedAt,
            String signed,
            @Nullable Moment signedAt,
            @Nullable String root,
            String verify,
            List<Link> exports) {

        public Chain {
            exports = List.copyOf(exports);
        }
    }

    /**
     * One thing that happened.
     *
     * @param place "#17"
     * @param actor who did it: a member's name, or the part of Mullion that did
     * @param sentence what, in plain words, without the actor ("connected GitHub")
     * @param id of what it is about, where the sentence has a name in its place; else null
     * @param proof a file that proves it
     */
    public record Entry(
            String place,
            Moment at,
            String actor,
            String sentence,
            @Nullable String id,
            Severity severity,
            String proof) {}
}

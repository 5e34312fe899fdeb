package dev.mullion.web;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Review;
import dev.mullion.telemetry.engineering.PullRequests.Entry;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.StateWord;
import dev.mullion.web.view.part.Wording;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A pull request in words. */
final class PullRequestWords {

    private PullRequestWords() {}

    static StateWord state(Entry entry) {
        return switch (entry.state()) {
            case DRAFT -> StateWord.quiet("Draft");
            case OPEN ->
                entry.times().firstReview() == null
                        ? StateWord.waits("Waits for review")
                        : StateWord.active("In review");
            case CLOSED -> StateWord.quiet("Closed");
            case MERGED -> StateWord.quiet("Merged");
        };
    }

    static String review(Review.State state) {
        return switch (state) {
            case COMMENTED -> "Commented";
            case APPROVED -> "Approved";
            case CHANGES_REQUESTED -> "Changes asked for";
            case DISMISSED -> "Review dismissed";
        };
    }

    /** People are keyed hashes, on every page. */
    static String person(@Nullable IdHash person, boolean bot) {
        String who = person == null ? "not known" : "p_" + person.brief();
        return bot ? who + " (bot)" : who;
    }

    static Cell number(Entry entry, String facts) {
        return Cell.link(new Link("#" + entry.number(), facts + "/" + entry.id()));
    }

    static Cell elapsed(@Nullable Duration length, Wording wording) {
        return Cell.elapsed(length == null ? null : wording.elapsed(length));
    }

    static Cell count(@Nullable Integer value, Wording wording) {
        return value == null ? Cell.nothing() : Cell.count(wording.count(value));
    }
}

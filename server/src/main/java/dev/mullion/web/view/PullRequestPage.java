package dev.mullion.web.view;

import dev.mullion.web.view.part.Detail;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.StateWord;
import dev.mullion.web.view.part.Timeline;
import java.util.List;

/**
 * One pull request: all that is kept of it. Title, text, branch and names are not, so none are shown.
 *
 * @param up back to the list
 */
public record PullRequestPage(
        Frame frame,
        Link up,
        String repository,
        String number,
        StateWord state,
        Timeline timeline,
        List<Detail> details) {

    public PullRequestPage {
        details = List.copyOf(details);
    }
}

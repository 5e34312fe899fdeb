package dev.mullion.web;

import dev.mullion.telemetry.PullRequest.Size;
import dev.mullion.telemetry.engineering.PullRequests.Entry;
import dev.mullion.telemetry.engineering.PullRequests.History;
import dev.mullion.telemetry.engineering.PullRequests.Times;
import dev.mullion.web.view.Place;
import dev.mullion.web.view.PullRequestPage;
import dev.mullion.web.view.part.Cell;
import dev.mullion.web.view.part.Detail;
import dev.mullion.web.view.part.Elapsed;
import dev.mullion.web.view.part.Link;
import dev.mullion.web.view.part.Timeline;
import dev.mullion.web.view.part.Tone;
import dev.mullion.web.view.part.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One pull request: what happened, in order, and all that is kept of it. */
record PullRequestStory(Visit visit, History history) {

    private static final int MOST_REVIEWS = 40;

    /** Something that happened at a known time. */
    private record Event(Instant at, String what, @Nullable String detail, Tone tone) {}

    PullRequestPage page() {
        Entry entry = history.entry();
        return new PullRequestPage(
                visit.still("Pull request #" + entry.number(), Place.ENGINEERING),
                new Link("Pull requests", visit.href(Place.ENGINEERING) + "/pull-requests"),
                entry.repositoryName(),
                "#" + entry.number(),
                PullRequestWords.state(entry),
                timeline(),
                details(entry));
    }

    private Timeline timeline() {
        Wording wording = visit.wording();
        List<Timeline.Step> steps = new ArrayList<>();
        Instant before = null;
        for (Event event : events()) {
            Elapsed after = before == null ? null : wording.elapsed(Duration.between(before, event.at));
            steps.add(new Timeline.Step(event.what, wording.moment(event.at), event.detail, after, event.tone));
            before = event.at;
        }
        return new Timeline(steps);
    }

    private List<Event> events() {
        Times times = history.entry().times();
        List<Event> events = new ArrayList<>();
        add(events, times.firstCommit(), "First commit", null, Tone.QUIET);
        boolean draft = times.firstReady() != null && times.firstReady().isAfter(times.opened());
        add(events, times.opened(), draft ? "Opened as a draft" : "Opened", null, Tone.QUIET);
        if (draft) {
            add(events, times.firstReady(), "Ready for review", asked(), Tone.ACTIVE);
        }
        history.reviews().stream()
                .limit(MOST_REVIEWS)
                .forEach(review -> add(
                        events,
                        review.at(),
                        PullRequestWords.review(review.state()),
                        "by " + PullRequestWords.person(review.reviewer(), review.reviewerIsBot()),
                        Tone.ACTIVE));
        add(events, times.merged(), "Merged", null, Tone.ACTIVE);
        if (times.merged() == null) {
            add(events, times.closed(), "Closed without a merge", null, Tone.QUIET);
        }
        events.sort(Comparator.comparing(Event::at));
        return events;
    }

    private @Nullable String asked() {
        Integer asked = history.entry().reviewersAsked();
        return asked == null ? null : visit.wording().count(asked, "reviewer asked", "reviewers asked");
    }

    private static void add(List<Event> events, @Nullable Instant at, String what, @Nullable String detail, Tone tone) {
        if (at != null) {
            events.add(new Event(at, what, detail, tone));
        }
    }

    private List<Detail> details(Entry entry) {
        Wording wording = visit.wording();
        List<Detail> details = new ArrayList<>();
        details.add(new Detail("Author", Cell.code(PullRequestWords.person(entry.author(), entry.authorIsBot()))));
        details.add(new Detail(
                "Author's relation",
                Cell.text(entry.association().name().toLowerCase(Locale.ROOT).replace('_', ' '))));
        Size size = entry.size();
        if (size != null) {
            details.add(new Detail("Lines added", PullRequestWords.count(size.additions(), wording)));
            details.add(new Detail("Lines removed", PullRequestWords.count(size.deletions(), wording)));
            details.add(new Detail("Files", PullRequestWords.count(size.files(), wording)));
            details.add(new Detail("Commits", PullRequestWords.count(size.commits(), wording)));
            details.add(new Detail("Comments", PullRequestWords.count(size.comments(), wording)));
            details.add(new Detail("Comments on the code", PullRequestWords.count(size.reviewComments(), wording)));
        }
        Boolean intoDefault = entry.intoDefault();
        details.add(new Detail(
                "Into the default branch",
                intoDefault == null ? Cell.nothing() : Cell.text(intoDefault ? "yes" : "no")));
        details.add(new Detail("Coding", PullRequestWords.elapsed(entry.coding(), wording)));
        details.add(new Detail("Pickup", PullRequestWords.elapsed(entry.pickup(), wording)));
        details.add(new Detail("Review", PullRequestWords.elapsed(entry.review(), wording)));
        details.add(new Detail("Merge", PullRequestWords.elapsed(entry.merge(), wording)));
        return details;
    }
}

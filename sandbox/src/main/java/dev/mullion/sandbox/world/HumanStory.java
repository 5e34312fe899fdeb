package dev.mullion.sandbox.world;

import java.time.Duration;
import java.time.Instant;

/** How a person's pull request goes: coding, opening, waiting, reviews, an end. */
final class HumanStory {
    private static final Duration LONG_AGO = Duration.ofDays(12);
    private static final double DRAFT_FIRST = 0.12;
    private static final double CLOSED_UNMERGED = 0.08;
    private static final double LINGERS = 0.012;

    private final Company company;
    private final Pickup pickup;
    private final Telling story;
    private final Draw draw;
    private final Person author;

    HumanStory(Company company, Pickup pickup, Telling story) {
        this.company = company;
        this.pickup = pickup;
        this.story = story;
        this.draw = story.draw();
        this.author = story.author();
    }

    void from(Instant opened) {
        code(opened);
        open(opened);
        review();
        finish();
    }

    private void code(Instant opened) {
        Duration coding = draw.around(Duration.ofHours(7), 1.2, LONG_AGO);
        Instant push = opened.minusSeconds(60 + draw.below(1_500));
        Instant begun = earlier(Rhythm.workingUntil(opened.minus(coding), author, draw), push);
        if (draw.chance(0.35)) {
            Instant middle = begun.plus(Duration.between(begun, push).dividedBy(2));
            Instant shown = Rhythm.workingUntil(middle, author, draw);
            story.push(StepKind.BRANCH_CREATED, shown.isBefore(begun) ? begun : shown, 1 + draw.poisson(0.8), begun);
            story.push(StepKind.PUSHED, push, 1 + draw.poisson(1.0), story.now());
        } else {
            story.push(StepKind.BRANCH_CREATED, push, 1 + draw.poisson(1.6), begun);
        }
    }

    private void open(Instant opened) {
        if (draw.chance(DRAFT_FIRST)) {
            story.tell(StepKind.OPENED_AS_DRAFT, opened, author);
            backToWork(Duration.ofHours(20));
        } else {
            story.tell(StepKind.OPENED, opened, author);
        }
        if (draw.chance(0.28)) {
            story.tell(StepKind.LABELED, story.now().plusSeconds(20 + draw.below(200)), author);
        }
        if (draw.chance(0.14)) {
            story.tell(StepKind.EDITED, story.now().plusSeconds(30 + draw.below(900)), author);
        }
        if (draw.chance(0.02)) {
            story.tell(StepKind.DRAFTED, story.now().plusSeconds(300), author);
            backToWork(Duration.ofHours(9));
        }
    }

    private void backToWork(Duration median) {
        if (draw.chance(0.6)) {
            story.pushUnderReview(
                    story.workingAfter(draw.around(Duration.ofHours(3), 0.9, Duration.ofDays(3)), author));
        }
        story.tell(StepKind.READY, story.workingAfter(draw.around(median, 0.9, LONG_AGO), author), author);
    }

    private void review() {
        Person first = company.reviewer(story.repository(), author, draw);
        ask(first);
        Duration median = draw.chance(LINGERS) ? Duration.ofDays(17) : pickup.median(story.repository(), story.now());
        Instant picked = story.workingAfter(draw.around(median, 1.0, Duration.ofDays(60)), first);
        reviewBy(first, picked);
        if (draw.chance(0.3)) {
            Person second = company.reviewer(story.repository(), author, draw);
            ask(second);
            reviewBy(second, story.workingAfter(draw.around(Duration.ofHours(3), 1.0, LONG_AGO), second));
        }
    }

    private void ask(Person reviewer) {
        story.tell(StepKind.REVIEW_REQUESTED, story.now().plusSeconds(2 + draw.below(40)), author, reviewer);
    }

    private void reviewBy(Person reviewer, Instant at) {
        double mood = draw.unit();
        if (mood < 0.24) {
            story.tell(StepKind.CHANGES_REQUESTED, at, reviewer);
            answer();
        } else if (mood < 0.42) {
            story.tell(StepKind.COMMENTED, at, reviewer);
            if (draw.chance(0.5)) {
                answer();
            }
        }
        Duration again = mood < 0.42 ? draw.around(Duration.ofHours(2), 1.0, Duration.ofDays(6)) : Duration.ZERO;
        Instant approved = mood < 0.42 ? story.workingAfter(again, reviewer) : at;
        story.tell(StepKind.APPROVED, approved, reviewer);
        if (draw.chance(0.015)) {
            story.tell(StepKind.DISMISSED, story.now().plusSeconds(120 + draw.below(4_000)), author, reviewer);
            story.tell(StepKind.APPROVED, story.workingAfter(Duration.ofHours(1), reviewer), reviewer);
        }
    }

    private void answer() {
        story.pushUnderReview(story.workingAfter(draw.around(Duration.ofHours(3), 1.0, Duration.ofDays(6)), author));
    }

    private void finish() {
        if (draw.chance(CLOSED_UNMERGED)) {
            Duration wait = draw.around(Duration.ofHours(20), 1.0, LONG_AGO);
            story.tell(StepKind.CLOSED, story.workingAfter(wait, author), author);
            if (!draw.chance(0.16)) {
                return;
            }
            story.tell(StepKind.REOPENED, story.workingAfter(Duration.ofHours(5), author), author);
        }
        Instant merged = story.workingAfter(draw.around(Duration.ofMinutes(70), 1.2, Duration.ofDays(5)), author);
        Endings.merge(story, merged, author);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}

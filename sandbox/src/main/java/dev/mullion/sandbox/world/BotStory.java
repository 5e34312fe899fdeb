package dev.mullion.sandbox.world;

import java.time.Duration;
import java.time.Instant;

/** How a dependency update goes: one commit, hardly any waiting. */
final class BotStory {
    private final Company company;
    private final Telling story;
    private final Draw draw;
    private final Person bot;

    BotStory(Company company, Telling story) {
        this.company = company;
        this.story = story;
        this.draw = story.draw();
        this.bot = story.author();
    }

    void from(Instant opened) {
        story.push(StepKind.BRANCH_CREATED, opened.minusSeconds(20), 1, opened.minusSeconds(25));
        story.tell(StepKind.OPENED, opened, bot);
        story.tell(StepKind.LABELED, opened.plusSeconds(1), bot);
        if (draw.chance(0.1)) {
            story.tell(
                    StepKind.CLOSED, story.now().plus(draw.around(Duration.ofDays(4), 0.8, Duration.ofDays(20))), bot);
        } else if (draw.chance(0.35)) {
            Endings.merge(story, story.now().plusSeconds(600 + draw.below(900)), bot);
        } else {
            Person reviewer = company.author(story.repository(), draw);
            Duration wait = draw.around(Duration.ofHours(2), 0.9, Duration.ofDays(9));
            story.tell(StepKind.APPROVED, story.workingAfter(wait, reviewer), reviewer);
            Endings.merge(story, story.now().plusSeconds(15 + draw.below(600)), reviewer);
        }
    }
}

package dev.mullion.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mullion.sandbox.world.Event.PullRequestStepped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LiveTest {
    private static final Instant ANCHOR = Instant.parse("2026-11-21T21:00:00Z");

    @Test
    void goesOnFromTheAnchorWithInstantsOfNow() {
        Live live = new Live(World.of(42, "sample", ANCHOR, 60));

        for (int i = 0; i < 2_000; i++) {
            Instant now = ANCHOR.plusSeconds(3L * i + 1);
            assertThat(live.next(now))
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(event.at()).isEqualTo(now));
        }
    }

    @Test
    void opensAndMergesAndNeverTouchesWhatItMerged() {
        Live live = new Live(World.of(42, "neighbour", ANCHOR, 60));
        var merged = new HashSet<Long>();
        var kinds = new ArrayList<StepKind>();

        for (int i = 0; i < 5_000; i++) {
            List<PullRequestStepped> steps = live.next(ANCHOR.plusSeconds(i + 1)).stream()
                    .filter(PullRequestStepped.class::isInstance)
                    .map(PullRequestStepped.class::cast)
                    .toList();
            assertThat(steps)
                    .noneMatch(step -> merged.contains(step.pullRequest().id()));
            steps.forEach(step -> kinds.add(step.what().kind()));
            merged.addAll(steps.stream()
                    .filter(step -> step.what().kind() == StepKind.MERGED)
                    .map(step -> step.pullRequest().id())
                    .collect(Collectors.toSet()));
        }

        assertThat(merged).hasSizeGreaterThan(50);
        assertThat(kinds)
                .contains(StepKind.OPENED, StepKind.REVIEW_REQUESTED, StepKind.SYNCHRONIZED, StepKind.APPROVED);
    }
}

package dev.mullion.sandbox.world;

import java.time.Instant;

/** What follows a merge at once: the default branch moves, and mostly the branch goes. */
final class Endings {
    private Endings() {}

    static void merge(Telling story, Instant at, Person actor) {
        story.tell(StepKind.MERGED, at, actor);
        story.tell(StepKind.MERGE_PUSHED, story.now().plusSeconds(1), actor);
        if (story.draw().chance(0.8)) {
            story.tell(StepKind.BRANCH_DELETED, story.now().plusSeconds(2), actor);
        }
    }
}

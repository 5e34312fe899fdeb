package dev.mullion.sandbox.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A pull request as its steps in order of time.
 *
 * @param salt what its hashes, sizes and words are drawn from
 */
public record PullRequest(Repository repository, long number, Person author, long salt, List<Step> steps) {
    private static final long NUMBERS_PER_REPOSITORY = 100_000_000L;

    public PullRequest {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException(
                    "a pull request begins with a branch, number " + number + " has no step");
        }
    }

    public long id() {
        return repository.key() * NUMBERS_PER_REPOSITORY + number;
    }

    public String branch() {
        return (author.bot() ? "updates/synthetic-" : "feature/synthetic-") + number;
    }

    /**
     * Whether live traffic may close it. Half of them: what is lent is left alone by a resumed history but for its end,
     * because a resumed sandbox cannot know what the live traffic before it did.
     */
    boolean isLent() {
        return (salt & 1) == 0;
    }

    /** As it was at that instant; at least its first step must have been. */
    public PullRequest upTo(Instant end) {
        return new PullRequest(
                repository,
                number,
                author,
                salt,
                steps.stream().filter(step -> !step.at().isAfter(end)).toList());
    }

    PullRequest and(Step step) {
        var more = new ArrayList<>(steps);
        more.add(step);
        return new PullRequest(repository, number, author, salt, more);
    }

    public PullRequestState state() {
        return stateAt(steps.size() - 1);
    }

    /** How it stands just after one of its steps. */
    public PullRequestState stateAt(int step) {
        return new PullRequestState(this, step);
    }
}

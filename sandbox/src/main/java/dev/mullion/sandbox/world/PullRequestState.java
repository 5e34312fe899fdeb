package dev.mullion.sandbox.world;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a pull request stands after one of its steps. Not for sharing between threads. */
public final class PullRequestState {
    private final PullRequest pullRequest;
    private final Step last;
    private final Set<Person> requested = new LinkedHashSet<>();
    private Optional<Instant> openedAt = Optional.empty();
    private Optional<Step> ended = Optional.empty();
    private boolean draft;
    private boolean labeled;
    private int commits;
    private int reviews;
    private int comments;
    private int approval;
    private String head = Hash.NOTHING;
    private String previousHead = Hash.NOTHING;

    PullRequestState(PullRequest pullRequest, int step) {
        this.pullRequest = pullRequest;
        this.last = pullRequest.steps().get(step);
        for (int i = 0; i <= step; i++) {
            follow(pullRequest.steps().get(i), i);
        }
    }

    private void follow(Step step, int index) {
        switch (step.kind()) {
            case BRANCH_CREATED, PUSHED -> push(step, index);
            case OPENED, OPENED_AS_DRAFT -> {
                openedAt = Optional.of(step.at());
                draft = step.kind() == StepKind.OPENED_AS_DRAFT;
            }
            case READY -> draft = false;
            case DRAFTED -> draft = true;
            case REVIEW_REQUESTED -> requested.add(step.subject());
            case LABELED -> labeled = true;
            case APPROVED, COMMENTED, CHANGES_REQUESTED -> review(step, index);
            case CLOSED, MERGED -> ended = Optional.of(step);
            case REOPENED -> ended = Optional.empty();
            case SYNCHRONIZED, EDITED, DISMISSED, MERGE_PUSHED, BRANCH_DELETED -> {}
        }
    }

    private void push(Step step, int index) {
        commits += step.commits();
        previousHead = head;
        head = Hash.of(pullRequest.salt(), index, step.commits() - 1);
    }

    private void review(Step step, int index) {
        reviews++;
        comments += step.kind() == StepKind.APPROVED ? 0 : 1 + index % 4;
        approval = step.kind() == StepKind.APPROVED ? index : approval;
        requested.remove(step.actor());
    }

    public PullRequest pullRequest() {
        return pullRequest;
    }

    public Step last() {
        return last;
    }

    public boolean isOpen() {
        return openedAt.isPresent() && ended.isEmpty();
    }

    boolean isReviewed() {
        return reviews > 0;
    }

    public boolean isDraft() {
        return draft;
    }

    public boolean isLabeled() {
        return labeled;
    }

    /** Its instant of opening; that of the last step as long as there is only a branch. */
    public Instant openedAt() {
        return openedAt.orElse(last.at());
    }

    public Optional<Instant> closedAt() {
        return ended.map(Step::at);
    }

    public Optional<Step> merge() {
        return ended.filter(step -> step.kind() == StepKind.MERGED);
    }

    public List<Person> requestedReviewers() {
        return List.copyOf(requested);
    }

    public int commits() {
        return commits;
    }

    public int comments() {
        return reviews / 2;
    }

    public int reviewComments() {
        return comments;
    }

    public int additions() {
        return commits * (3 + size(97));
    }

    public int deletions() {
        return commits * size(41);
    }

    public int changedFiles() {
        return 1 + commits * size(5);
    }

    /** Which step is the last approval; only meaningful once there is one. */
    public int lastApproval() {
        return approval;
    }

    public String head() {
        return head;
    }

    /** The head before the last push. */
    public String previousHead() {
        return previousHead;
    }

    private int size(int bound) {
        return (int) Math.floorMod(pullRequest.salt() >>> 7, (long) bound);
    }
}

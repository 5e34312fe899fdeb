package dev.mullion.sandbox.world;

/** What can happen to a pull request and its branch, with the vendor's event and action for it. */
public enum StepKind {
    BRANCH_CREATED("push", ""),
    PUSHED("push", ""),
    OPENED("pull_request", "opened"),
    OPENED_AS_DRAFT("pull_request", "opened"),
    READY("pull_request", "ready_for_review"),
    DRAFTED("pull_request", "converted_to_draft"),
    REVIEW_REQUESTED("pull_request", "review_requested"),
    SYNCHRONIZED("pull_request", "synchronize"),
    LABELED("pull_request", "labeled"),
    EDITED("pull_request", "edited"),
    APPROVED("pull_request_review", "submitted"),
    COMMENTED("pull_request_review", "submitted"),
    CHANGES_REQUESTED("pull_request_review", "submitted"),
    DISMISSED("pull_request_review", "dismissed"),
    CLOSED("pull_request", "closed"),
    MERGED("pull_request", "closed"),
    REOPENED("pull_request", "reopened"),
    MERGE_PUSHED("push", ""),
    BRANCH_DELETED("push", "");

    private final String event;
    private final String action;

    StepKind(String event, String action) {
        this.event = event;
        this.action = action;
    }

    public String event() {
        return event;
    }

    /** Empty for pushes, which have none. */
    public String action() {
        return action;
    }

    boolean isReview() {
        return this == APPROVED || this == COMMENTED || this == CHANGES_REQUESTED;
    }

    boolean isEnding() {
        return this == CLOSED || this == MERGED || this == MERGE_PUSHED || this == BRANCH_DELETED;
    }
}

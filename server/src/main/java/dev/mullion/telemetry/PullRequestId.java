package dev.mullion.telemetry;

/** GitHub's numeric id of a pull request, unique across repositories. */
public record PullRequestId(long value) {

    public PullRequestId {
        if (value <= 0) {
            throw new IllegalArgumentException("a pull request id is positive, was " + value);
        }
    }

    @Override
    public String toString() {
        return "pul_" + value;
    }
}

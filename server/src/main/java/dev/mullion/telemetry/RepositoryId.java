package dev.mullion.telemetry;

/** GitHub's numeric id of a repository; stable across renames and transfers. */
public record RepositoryId(long value) {

    public RepositoryId {
        if (value <= 0) {
            throw new IllegalArgumentException("a repository id is positive, was " + value);
        }
    }

    @Override
    public String toString() {
        return "rep_" + value;
    }
}

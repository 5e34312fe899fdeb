package dev.mullion.telemetry;

/** GitHub's numeric id of a review. */
public record ReviewId(long value) {

    public ReviewId {
        if (value <= 0) {
            throw new IllegalArgumentException("a review id is positive, was " + value);
        }
    }

    @Override
    public String toString() {
        return "rev_" + value;
    }
}

package dev.mullion.egress;

import java.time.Duration;

/**
 * How long and how much one call may take.
 *
 * @param firstByte from sending to the head of the answer, and between two bytes
 * @param whole from sending to the last byte read
 * @param patience how long a call waits for its turn, and for a vendor that asks to wait; longer waits are told instead
 * @param bytes of a body after decompression
 */
public record Bounds(Duration firstByte, Duration whole, Duration patience, long bytes) {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long LARGEST = 256L << 20;

    public Bounds {
        for (Duration each : new Duration[] {firstByte, whole}) {
            if (!each.isPositive() || each.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a call is bounded by up to " + LONGEST + ", was " + each);
            }
        }
        if (patience.isNegative() || patience.compareTo(LONGEST) > 0 || bytes < 1 || bytes > LARGEST) {
            throw new IllegalArgumentException("patience is 0 to " + LONGEST + " and a body 1 to " + LARGEST
                    + " bytes, were " + patience + " and " + bytes);
        }
    }

    /** For a page of a list. */
    public static Bounds standard() {
        return new Bounds(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(10), 16L << 20);
    }

    /** The same for bodies of another size. */
    public Bounds withBytes(long other) {
        return new Bounds(firstByte, whole, patience, other);
    }

    /** The same for who can wait otherwise. */
    public Bounds withPatience(Duration other) {
        return new Bounds(firstByte, whole, other, bytes);
    }
}

package dev.mullion.bench.load;

import java.util.UUID;

/**
 * One delivery of the plan.
 *
 * @param serial which pull request it is of
 * @param endpoint which of the receiver's endpoints it goes to
 */
public record Delivery(int serial, int endpoint, Twist twist) {

    /** What is wrong with it. */
    public enum Twist {
        /** Nothing. */
        GOOD(0),
        /** A good one that was sent before, bit by bit. */
        REPLAY(0),
        /** Its signature does not hold, in one of three ways. */
        FORGED(1),
        /** Rightly signed, but the body ends too early. */
        MALFORMED(2),
        /** Rightly signed and new, but of an earlier state of its pull request. */
        OLD(3);

        /** Part of the GUID: a replay has that of the good one. */
        private final long mark;

        Twist(long mark) {
            this.mark = mark;
        }
    }

    /** The GUID in {@code X-GitHub-Delivery}. */
    UUID id() {
        return new UUID(
                0x5e7d_0000_0000_4000L | twist.mark << 32, 0x8000_0000_0000_0000L | (long) endpoint << 40 | serial);
    }
}

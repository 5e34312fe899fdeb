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
        GOOD,
        /** A good one that was sent before, bit by bit. */
        REPLAY,
        /** Its signature does not hold, in one of three ways. */
        FORGED,
        /** Rightly signed, but the body ends too early. */
        MALFORMED,
        /** Rightly signed and new, but of an earlier state of its pull request. */
        OLD
    }

    /** The GUID in {@code X-GitHub-Delivery}: a replay has that of the original. */
    UUID id() {
        int kind = twist == Twist.REPLAY ? Twist.GOOD.ordinal() : twist.ordinal();
        return new UUID(0x5e7d_0000_0000_4000L | (long) kind << 32, 0x8000_0000_0000_0000L | (long) endpoint << 40 | serial);
    }
}

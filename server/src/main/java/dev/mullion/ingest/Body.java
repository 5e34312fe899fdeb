package dev.mullion.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The raw bytes of one delivery, in memory only and overwritten when closed. Growing copies are overwritten too.
 *
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap">GitHub's payload cap of 25
 *     MB</a>
 */
final class Body implements AutoCloseable {

    static final int LARGEST = 25 * 1024 * 1024;

    /** GitHub itself gives up after 10 seconds; whoever sends slower is not GitHub. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int FIRST_PIECE = 32 * 1024;

    private final BodyBudget budget;
    private byte[] bytes = {};
    private int length;

    private Body(BodyBudget budget) {
        this.budget = budget;
    }

    /** Why a body was not read. */
    enum Fault {
        TOO_LARGE,
        NO_ROOM,
        TOO_SLOW
    }

    /** A body that was turned away; the connection it came on is of no more use. */
    static final class Unread extends Exception {
        private final Fault fault;

        Unread(Fault fault) {
            super(fault.name());
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    /**
     * Reads to the end. Room is taken for what has arrived, not for what is announced: an announcement costs its sender
     * nothing.
     *
     * @param announced the Content-Length, or -1 for a chunked body
     */
    static Body read(InputStream in, long announced, BodyBudget budget, Clock clock) throws IOException, Unread {
        if (announced > LARGEST) {
            throw new Unread(Fault.TOO_LARGE);
        }
        Body body = new Body(budget);
        try {
            body.fill(in, announced < 0 ? LARGEST : (int) announced, clock);
            return body;
        } catch (IOException | Unread | RuntimeException e) {
            body.close();
            throw e;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    private void fill(InputStream in, int most, Clock clock) throws IOException, Unread {
        Instant until = clock.instant().plus(PATIENCE);
        grow(Math.min(most, FIRST_PIECE));
        while (true) {
            if (length == bytes.length) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                grow(next(most));
                bytes[length++] = (byte) next;
            }
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                return;
            }
            length += read;
            if (clock.instant().isAfter(until)) {
                throw new Unread(Fault.TOO_SLOW);
            }
        }
    }

    /** Twice as much; of one that has proved to be large all that it announced, so that it is copied once. */
    private int next(int most) {
        boolean isLarge = bytes.length >= BodyBudget.SMALL && most < LARGEST;
        return isLarge ? most : Math.min(most, Math.max(FIRST_PIECE, bytes.length * 2));
    }

    private void grow(int size) throws Unread {
        if (size <= bytes.length && size > 0) {
            throw new Unread(Fault.TOO_LARGE);
        }
        if (!budget.take(size)) {
            throw new Unread(Fault.NO_ROOM);
        }
        byte[] larger = new byte[size];
        System.arraycopy(bytes, 0, larger, 0, length);
        wipe();
        bytes = larger;
    }

    private void wipe() {
        Arrays.fill(bytes, (byte) 0);
        budget.giveBack(bytes.length);
        bytes = new byte[0];
    }

    @Override
    public void close() {
        wipe();
        length = 0;
    }
}

package dev.mullion.connectors;

import dev.mullion.egress.HostBound;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is secret and of one host, in memory alone and for a while. Prints as redacted. Threads may share it. */
public final class HeldSecret implements HostBound {

    private final byte[] bytes;
    private final String host;
    private final Instant heldSince;
    private final Instant until;

    /**
     * Holds a secret.
     *
     * @param bytes its own from now on
     */
    public HeldSecret(byte[] bytes, String host, Instant heldSince, Instant until) {
        this.bytes = bytes;
        this.host = host;
        this.heldSince = heldSince;
        this.until = until;
    }

    public boolean isGoodAt(Instant now) {
        return now.isBefore(until);
    }

    public Instant heldSince() {
        return heldSince;
    }

    @Override
    public boolean mayGoTo(String asked) {
        return host.equals(asked);
    }

    @Override
    public <T extends @Nullable Object> T expose(Function<byte[], T> use) {
        byte[] lent = bytes.clone();
        try {
            return use.apply(lent);
        } finally {
            Arrays.fill(lent, (byte) 0);
        }
    }

    /** For one that nobody was lent and nobody will be. */
    public void wipe() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "[redacted secret]";
    }
}

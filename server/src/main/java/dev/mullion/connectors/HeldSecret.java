package dev.mullion.connectors;

import dev.mullion.egress.HostBound;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is secret and of one host, in memory alone and for a while. Prints as redacted. Threads may share it. */
public final class HeldSecret implements HostBound {

    private final byte[] bytes;
    private final String host;
    private final Instant heldSince;
    private final Instant until;
    private boolean isWiped;

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
        byte[] lent = lent();
        try {
            return use.apply(lent);
        } finally {
            Arrays.fill(lent, (byte) 0);
        }
    }

    /** Zeros would be sent otherwise, and the vendor's refusal of them believed. */
    private synchronized byte[] lent() {
        if (isWiped) {
            throw new IllegalStateException("this secret was wiped");
        }
        return bytes.clone();
    }

    /** The same with bytes of its own; empty where it was wiped. */
    synchronized Optional<HeldSecret> copy() {
        return isWiped ? Optional.empty() : Optional.of(new HeldSecret(bytes.clone(), host, heldSince, until));
    }

    /** From now on it lends nothing; a copy that is lent at this moment is wiped by whoever lent it. */
    public synchronized void wipe() {
        Arrays.fill(bytes, (byte) 0);
        isWiped = true;
    }

    @Override
    public String toString() {
        return "[redacted secret]";
    }
}

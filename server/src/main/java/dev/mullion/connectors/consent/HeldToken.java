package dev.mullion.connectors.consent;

import dev.mullion.egress.HostBound;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A token in memory, for one host. Prints as redacted; closing it wipes it. Threads may share it. */
public final class HeldToken implements HostBound, AutoCloseable {

    private final byte[] bytes;
    private final String host;
    private volatile boolean isWiped;

    /**
     * A token that goes to one host.
     *
     * @param bytes its own from now on
     */
    public HeldToken(byte[] bytes, String host) {
        this.bytes = bytes;
        this.host = host;
    }

    @Override
    public boolean mayGoTo(String asked) {
        return host.equals(asked);
    }

    @Override
    public <T extends @Nullable Object> T expose(Function<byte[], T> use) {
        if (isWiped) {
            throw new IllegalStateException("this token was wiped");
        }
        byte[] lent = bytes.clone();
        try {
            return use.apply(lent);
        } finally {
            Arrays.fill(lent, (byte) 0);
        }
    }

    @Override
    public void close() {
        isWiped = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "[redacted token]";
    }
}

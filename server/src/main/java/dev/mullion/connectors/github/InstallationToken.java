package dev.mullion.connectors.github;

import dev.mullion.egress.HostBound;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A token of one installation, in memory alone. Prints as redacted. Threads may share it. */
final class InstallationToken implements HostBound {

    private final byte[] bytes;
    private final String host;
    private final Instant mintedAt;
    private final Instant until;

    /** @param bytes its own from now on */
    InstallationToken(byte[] bytes, String host, Instant mintedAt, Instant until) {
        this.bytes = bytes;
        this.host = host;
        this.mintedAt = mintedAt;
        this.until = until;
    }

    boolean isGoodAt(Instant now) {
        return now.isBefore(until);
    }

    Instant mintedAt() {
        return mintedAt;
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

    @Override
    public String toString() {
        return "[redacted token of an installation]";
    }
}

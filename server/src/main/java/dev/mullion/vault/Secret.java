package dev.mullion.vault;

import dev.mullion.egress.HostBound;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A secret while it is lent. Prints as redacted, compares in constant time, and is wiped when the call ends that it was
 * lent for: kept longer, it is of no use.
 */
public final class Secret implements HostBound {

    private final byte[] bytes;
    private final Set<String> hosts;
    private volatile boolean wiped;

    Secret(byte[] bytes, Set<String> hosts) {
        this.bytes = bytes;
        this.hosts = hosts;
    }

    /**
     * Lends a copy of the bytes that is wiped afterwards. Every use of a secret's bytes is found by searching for this
     * method.
     *
     * @throws IllegalStateException after the call that the secret was lent for
     */
    @Override
    public <T extends @Nullable Object> T expose(Function<byte[], T> use) {
        if (wiped) {
            throw new IllegalStateException("this secret was lent for a call that has ended");
        }
        byte[] lent = bytes.clone();
        try {
            return use.apply(lent);
        } finally {
            Arrays.fill(lent, (byte) 0);
        }
    }

    /** Whether {@code presented} is the same, in time that does not depend on where they differ. */
    public boolean matches(byte[] presented) {
        return expose(own -> MessageDigest.isEqual(own, presented));
    }

    /** Whether its terms name this host. */
    @Override
    public boolean mayGoTo(String host) {
        return hosts.contains(host.toLowerCase(Locale.ROOT));
    }

    void wipe() {
        wiped = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    /** The same for all: a hash would tell of the bytes. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "[redacted secret]";
    }
}

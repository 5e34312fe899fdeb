package dev.mullion.identity;

import java.net.URI;
import java.time.Instant;

/** A link that works once, until it expires. The address is the secret: print it for its receiver and nowhere else. */
public record OneTimeLink(URI address, Instant expiresAt) {

    @Override
    public String toString() {
        return "[redacted one-time link]";
    }
}

package dev.mullion.trust;

import dev.mullion.keys.DerivedKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;

/** A MAC over each row of evidence, under a key that the database does not have. Safe to share between threads. */
final class Seals {

    private final DerivedKey key;

    Seals(DerivedKey key) {
        this.key = key;
    }

    byte[] of(PromiseId promise, Instant at, Duration took, String finding) {
        String text = promise + "\n" + at.toEpochMilli() + "\n" + took.toMillis() + "\n" + finding;
        return key.mac(text.getBytes(StandardCharsets.UTF_8));
    }

    boolean hold(PromiseId promise, Instant at, Duration took, String finding, byte[] seal) {
        return MessageDigest.isEqual(of(promise, at, took, finding), seal);
    }
}

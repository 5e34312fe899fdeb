package dev.mullion.verifier.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The three hashes of RFC 6962 section 2.1 (RFC 9162 section 2.1.1). The first byte tells a leaf from a node: without
 * it the two halves of a node could be offered as a leaf. One thread at a time.
 */
public final class TreeHasher {

    private final MessageDigest sha256;

    public TreeHasher() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256, this one has not", missing);
        }
    }

    /** {@code MTH({}) = HASH()}. */
    public Hash empty() {
        return Hash.digested(sha256);
    }

    /** {@code HASH(0x00 || data)}, the data given in two pieces. */
    public Hash leaf(byte[] head, Hash tail) {
        sha256.update((byte) 0);
        sha256.update(head);
        tail.feed(sha256);
        return Hash.digested(sha256);
    }

    /** {@code HASH(0x00 || data)}. */
    public Hash leaf(byte[] data) {
        sha256.update((byte) 0);
        sha256.update(data);
        return Hash.digested(sha256);
    }

    /** {@code HASH(0x01 || left || right)}. */
    public Hash node(Hash left, Hash right) {
        sha256.update((byte) 1);
        left.feed(sha256);
        right.feed(sha256);
        return Hash.digested(sha256);
    }

    /** {@code SHA-256(salt || payload)}: not a hash of the tree, but what a leaf says of an erasable payload. */
    public Hash commitment(byte[] salt, byte[] payload) {
        sha256.update(salt);
        sha256.update(payload);
        return Hash.digested(sha256);
    }
}

package dev.mullion.verifier;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * 32 bytes of SHA-256, and the hashes of RFC 6962 section 2.1. The first byte tells a leaf from a node: without it the
 * two halves of a node could be offered as a leaf. Nothing here is secret, so comparing need not take constant time.
 */
final class Hash {
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Hash::algorithm);
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};
    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    static Hash of(byte[] bytes) throws Malformed {
        Malformed.unless(bytes.length == 32, "a hash has 32 bytes");
        return new Hash(bytes.clone());
    }

    /** {@code MTH({}) = HASH()}. */
    static Hash empty() {
        return new Hash(sha256());
    }

    /** {@code HASH(0x00 || header || commitment)}. */
    static Hash leaf(byte[] header, Hash commitment) {
        return new Hash(sha256(LEAF, header, commitment.bytes));
    }

    /** {@code HASH(0x01 || left || right)}. */
    static Hash node(Hash left, Hash right) {
        return new Hash(sha256(NODE, left.bytes, right.bytes));
    }

    /** {@code HASH(salt || payload)}: not a hash of the tree, but what a leaf says of an erasable payload. */
    static Hash commitment(byte[] salt, byte[] payload) {
        return new Hash(sha256(salt, payload));
    }

    static byte[] sha256(byte[]... pieces) {
        MessageDigest digest = SHA_256.get();
        for (byte[] piece : pieces) {
            digest.update(piece);
        }
        return digest.digest();
    }

    private static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256, this one has not", missing);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes);
    }
}

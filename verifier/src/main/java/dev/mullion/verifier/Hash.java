package dev.mullion.verifier;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * 32 bytes of SHA-256, and the hashes of RFC 6962 section 2.1 (RFC 9162 section 2.1.1). The first byte tells a leaf
 * from a node: without it the two halves of a node could be offered as a leaf. There is no empty hash: a proof must not
 * succeed because two missing values are equal. Nothing here is secret, so comparing need not take constant time.
 */
final class Hash {

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Hash::sha256);
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    static Hash of(byte[] bytes) throws Malformed {
        if (bytes.length != 32) {
            throw new Malformed("a hash has 32 bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /** {@code MTH({}) = HASH()}. */
    static Hash empty() {
        return new Hash(SHA_256.get().digest());
    }

    /** {@code HASH(0x00 || header || commitment)}. */
    static Hash leaf(ByteBuffer header, Hash commitment) {
        MessageDigest sha256 = SHA_256.get();
        sha256.update(LEAF);
        sha256.update(header.duplicate());
        return new Hash(sha256.digest(commitment.bytes));
    }

    /** {@code HASH(0x01 || left || right)}. */
    static Hash node(Hash left, Hash right) {
        MessageDigest sha256 = SHA_256.get();
        sha256.update(NODE);
        sha256.update(left.bytes);
        return new Hash(sha256.digest(right.bytes));
    }

    /** {@code HASH(salt || payload)}: not a hash of the tree, but what a leaf says of an erasable payload. */
    static Hash commitment(byte[] salt, byte[] payload) {
        MessageDigest sha256 = SHA_256.get();
        sha256.update(salt);
        return new Hash(sha256.digest(payload));
    }

    static MessageDigest sha256() {
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

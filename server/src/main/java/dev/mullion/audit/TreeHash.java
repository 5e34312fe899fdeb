package dev.mullion.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hashes of RFC 6962, section 2.1, over leaves that are hashed already. */
final class TreeHash {

    static final int BYTES = 32;

    private static final byte NODE = 1;

    private final MessageDigest digest = digest();

    /** Not to be shared between threads. */
    TreeHash() {}

    static byte[] sha256(byte[] of) {
        return digest().digest(of);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    byte[] node(byte[] left, byte[] right) {
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}

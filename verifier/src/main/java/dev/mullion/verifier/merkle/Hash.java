package dev.mullion.verifier.merkle;

import dev.mullion.verifier.text.Base64Text;
import dev.mullion.verifier.text.Malformed;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * 32 bytes of SHA-256. There is no empty hash: a proof must not succeed because two missing values are equal. Nothing
 * here is secret, so comparing need not take constant time.
 */
public final class Hash {

    public static final int LENGTH = 32;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Hash of(byte[] bytes) throws Malformed {
        if (bytes.length != LENGTH) {
            throw new Malformed("a hash has 32 bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    public static Hash parse(String base64) throws Malformed {
        return of(Base64Text.decode(base64));
    }

    static Hash digested(MessageDigest digest) {
        return new Hash(digest.digest());
    }

    void feed(MessageDigest digest) {
        digest.update(bytes);
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
        return Base64Text.of(bytes);
    }
}

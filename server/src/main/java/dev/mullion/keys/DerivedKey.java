package dev.mullion.keys;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One 256-bit key derived from a root. Prints as redacted; safe to share between threads. */
public final class DerivedKey {

    static final String HMAC = "HmacSHA256";

    private final byte[] bytes;
    private final SecretKeySpec key;

    DerivedKey(byte[] bytes) {
        this.bytes = bytes.clone();
        this.key = new SecretKeySpec(bytes, HMAC);
    }

    /** HMAC-SHA256 (RFC 2104) of the parts one after another; 32 bytes. */
    public byte[] mac(byte[]... parts) {
        Mac mac = newMac();
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    /**
     * Compares {@code claimed} with the MAC of the first {@code length} bytes, in time that does not depend on where
     * they differ.
     */
    public boolean verifies(byte[] message, int length, byte[] claimed) {
        Mac mac = newMac();
        mac.update(message, 0, length);
        return MessageDigest.isEqual(mac.doFinal(), claimed);
    }

    /**
     * Lends a copy of the bytes that is wiped afterwards. Every use of a key's bytes is found by searching for this
     * method.
     */
    public <T> T expose(Function<byte[], T> use) {
        byte[] lent = bytes.clone();
        try {
            return use.apply(lent);
        } finally {
            java.util.Arrays.fill(lent, (byte) 0);
        }
    }

    private Mac newMac() {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + HMAC, e);
        }
    }

    @Override
    public String toString() {
        return "[redacted key]";
    }
}

package dev.mullion.ingest;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Xero's signature of a delivery: the base64 of the HMAC-SHA256 of the raw body under the app's webhook key. The scheme
 * has no time in it; replays are met by what an event says.
 */
record XeroSignature(String base64) {

    private static final int LENGTH = 44;

    /** Of a header that is missing or too long to be one, a signature that holds for nothing. */
    static XeroSignature of(@Nullable String header) {
        return new XeroSignature(header == null || header.length() != LENGTH ? "" : header);
    }

    /** Compares in time that does not depend on where the two differ. */
    boolean verifies(byte[] key, byte[] body, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(body, 0, length);
            return MessageDigest.isEqual(
                    Base64.getEncoder().encode(mac.doFinal()), base64.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256 and takes any key that is not empty", e);
        }
    }

    @Override
    public String toString() {
        return "[a signature]";
    }
}

package dev.mullion.keys;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF-SHA256 as RFC 5869 writes it down, step by step, beside the JDK's own that the product uses. */
final class Rfc5869 {

    private Rfc5869() {}

    static byte[] derive(byte[] inputKey, byte[] salt, byte[] info, int length) {
        return expand(extract(salt, inputKey), info, length);
    }

    /** 2.2: PRK = HMAC-Hash(salt, IKM). */
    static byte[] extract(byte[] salt, byte[] inputKey) {
        return hmac(salt.length == 0 ? new byte[32] : salt, inputKey);
    }

    /** 2.3: T(n) = HMAC-Hash(PRK, T(n-1) | info | n); OKM = the first octets of T(1) | T(2) | ... */
    static byte[] expand(byte[] pseudoRandomKey, byte[] info, int length) {
        ByteBuffer made = ByteBuffer.allocate((length + 31) / 32 * 32);
        byte[] before = {};
        for (int n = 1; made.hasRemaining(); n++) {
            before = hmac(pseudoRandomKey, before, info, new byte[] {(byte) n});
            made.put(before);
        }
        return Arrays.copyOf(made.array(), length);
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has HmacSHA256", e);
        }
    }
}

package dev.mullion.sandbox.sender;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs bodies as GitHub does: {@code sha256=} and the lower-case hexadecimal HMAC-SHA256 of the exact bytes. For one
 * thread.
 */
final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    Signature(Secret secret) {
        this.mac = secret.expose(Signature::keyed);
    }

    String of(byte[] body, int length) {
        mac.update(body, 0, length);
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal());
    }

    private static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM + ", this one does not", e);
        }
    }
}

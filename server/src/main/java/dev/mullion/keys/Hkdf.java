package dev.mullion.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** HKDF-SHA256 (RFC 5869) as this product uses it: one salt, and an info that says what the key is for. */
final class Hkdf {

    static final int BYTES = 32;

    private static final byte[] SALT = "mullion/1".getBytes(StandardCharsets.UTF_8);

    private Hkdf() {}

    /** 32 bytes for one label, scope and version. */
    static byte[] derive(byte[] secret, KeyLabel label, UUID scope, int version) {
        byte[] text = label.info().getBytes(StandardCharsets.UTF_8);
        return derive(
                secret,
                ByteBuffer.allocate(text.length + 1 + 16 + 4)
                        .put(text)
                        .put((byte) 0)
                        .putLong(scope.getMostSignificantBits())
                        .putLong(scope.getLeastSignificantBits())
                        .putInt(version)
                        .array());
    }

    /** 32 bytes for a use that is no label: wrapping and sealing. */
    static byte[] derive(byte[] secret, String use) {
        return derive(secret, ("mullion/" + use).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] derive(byte[] secret, byte[] info) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(secret)
                            .addSalt(SALT)
                            .thenExpand(info, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("JDK 25 has HKDF-SHA256 (JEP 510)", e);
        }
    }
}

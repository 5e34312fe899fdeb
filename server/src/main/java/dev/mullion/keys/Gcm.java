package dev.mullion.keys;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.aead.XAesGcmKey;
import com.google.crypto.tink.aead.XAesGcmParameters;
import com.google.crypto.tink.util.SecretBytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * Tink's AEADs for raw keys. Each call makes its own cipher and draws its own nonce, so the result may be shared
 * between threads. The key's bytes are wiped.
 */
final class Gcm {

    private Gcm() {}

    /** AES-256-GCM with a random 96-bit nonce: at most 2^32 messages a key (NIST SP 800-38D, 8.3). For wraps. */
    @AccessesPartialKey
    static Aead aes256(byte[] key) {
        try {
            AesGcmParameters parameters = AesGcmParameters.builder()
                    .setKeySizeBytes(32)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                    .build();
            return aead(AesGcmKey.builder()
                    .setParameters(parameters)
                    .setKeyBytes(SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()))
                    .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink has AES-256-GCM for keys of 32 bytes", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /**
     * XAES-256-GCM (C2SP): AES-256-GCM under a key derived for each message from a random salt, so that the number of
     * messages of one key does not matter. For secrets.
     */
    @AccessesPartialKey
    static Aead xaes256(byte[] key) {
        try {
            XAesGcmParameters parameters = XAesGcmParameters.create(XAesGcmParameters.Variant.NO_PREFIX, 12);
            return aead(XAesGcmKey.create(parameters, SecretBytes.copyFrom(key, InsecureSecretKeyAccess.get()), null));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink has XAES-256-GCM for keys of 32 bytes", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static Aead aead(Key key) throws GeneralSecurityException {
        return KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(key).withRandomId().makePrimary())
                .build()
                .getPrimitive(AeadConfig2026.get(), Aead.class);
    }
}

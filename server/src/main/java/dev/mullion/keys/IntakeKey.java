package dev.mullion.keys;

import java.util.Base64;

/** The public half of a workspace's intake: whoever has it can seal, and open nothing. */
public final class IntakeKey {

    private final byte[] publicKey;

    private IntakeKey(byte[] publicKey) {
        this.publicKey = publicKey;
    }

    public static IntakeKey of(byte[] publicKey) {
        return new IntakeKey(publicKey.clone());
    }

    /** Reads the form that {@link #toString()} writes. */
    public static IntakeKey parse(String text) {
        return new IntakeKey(Base64.getDecoder().decode(text.strip()));
    }

    /**
     * Puts {@code plain} into a sealed box, as libsodium's {@code crypto_box_seal} does.
     *
     * @throws IllegalArgumentException when this is no usable X25519 public key
     */
    public byte[] seal(byte[] plain) {
        return SealedBox.seal(plain, publicKey);
    }

    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(publicKey);
    }
}

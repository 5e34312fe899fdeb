package dev.mullion.verifier.note;

import dev.mullion.verifier.text.Base64Text;
import dev.mullion.verifier.text.Malformed;
import dev.mullion.verifier.text.Quoted;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A key that verifies notes, written {@code name+id+base64(0x01 || public key)}. The first byte is the algorithm: 0x01
 * is Ed25519 (RFC 8032), the only one known here; another may sign beside it and is passed over.
 */
public final class VerifierKey {

    private static final byte ED25519 = 1;
    /** SubjectPublicKeyInfo of RFC 8410 up to the 32 bytes of the key. */
    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    private final String name;
    private final int id;
    private final byte[] encoded;
    private final PublicKey key;

    private VerifierKey(String name, byte[] encoded) throws Malformed {
        this.name = KeyName.checked(name);
        this.encoded = encoded;
        if (encoded.length != 33 || encoded[0] != ED25519) {
            throw new Malformed("the key is not an Ed25519 key: 0x01 and 32 bytes");
        }
        byte[] spki = Arrays.copyOf(SPKI, SPKI.length + 32);
        System.arraycopy(encoded, 1, spki, SPKI.length, 32);
        try {
            key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
            id = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(hashed()))
                    .getInt();
        } catch (GeneralSecurityException _) {
            throw new Malformed("the 32 bytes are not an Ed25519 public key");
        }
    }

    /** A key of a log by its algorithm's byte and public key. */
    public static VerifierKey of(String name, byte[] encoded) throws Malformed {
        return new VerifierKey(name, encoded.clone());
    }

    public static VerifierKey parse(String text) throws Malformed {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new Malformed(Quoted.of(text) + " is not a verifier key: name+id+key");
        }
        var key = new VerifierKey(parts[0], Base64Text.decode(parts[2]));
        if (!parts[1].equals(key.hexId())) {
            throw new Malformed("the verifier key says id " + Quoted.of(parts[1]) + ", its bytes give " + key.hexId());
        }
        return key;
    }

    public String name() {
        return name;
    }

    int id() {
        return id;
    }

    public boolean verifies(byte[] text, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(text);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException _) {
            // The JDK tells a signature of the wrong length or with S beyond the order by an exception.
            return false;
        }
    }

    /** {@code SHA-256(name || 0x0A || algorithm || key)}, of which the first four bytes are the id. */
    private byte[] hashed() {
        byte[] start = (name + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(start, start.length + encoded.length);
        System.arraycopy(encoded, 0, all, start.length, encoded.length);
        return all;
    }

    private String hexId() {
        return HexFormat.of().toHexDigits(id);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VerifierKey key && name.equals(key.name) && Arrays.equals(encoded, key.encoded);
    }

    @Override
    public int hashCode() {
        return id;
    }

    /** The key's one written form. */
    @Override
    public String toString() {
        return name + "+" + hexId() + "+" + Base64Text.of(encoded);
    }
}

package dev.mullion.verifier;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key that verifies notes, written {@code name+id+base64(0x01 || public key)}. The first byte is the algorithm: 0x01
 * is Ed25519 (RFC 8032), the only one known here; another may sign beside it and is passed over.
 *
 * @param name the origin of its log
 * @param label {@code name+id}; the id is too short to be proof of anything
 */
record VerifierKey(String name, String label, String text, PublicKey key) {
    private static final String NAME = "[!-*,-~]{1,255}";
    /** SubjectPublicKeyInfo of RFC 8410 up to the 32 bytes of the key. */
    private static final String SPKI = "302a300506032b6570032100";

    static VerifierKey parse(String text) throws Malformed {
        String[] parts = text.split("\\+", 3);
        Malformed.unless(parts.length == 3, Words.quote(text) + " is not a verifier key: name+id+key");
        VerifierKey key = of(parts[0], Words.only(parts[2]).base64());
        Malformed.unless(key.text.equals(text), Words.quote(text) + " has another id than its bytes give");
        return key;
    }

    /** The key of the log of that name, from the algorithm's byte and the public key. */
    static VerifierKey of(String name, byte[] encoded) throws Malformed {
        Malformed.unless(name.matches(NAME), "a log is named by 1 to 255 plain characters without space and '+'");
        boolean ed25519 = encoded.length == 33 && encoded[0] == 1;
        Malformed.unless(ed25519, "the key is not an Ed25519 key: 0x01 and 32 bytes");
        HexFormat hex = HexFormat.of();
        byte[] id = Hash.sha256((name + "\n").getBytes(StandardCharsets.US_ASCII), encoded);
        String label = name + "+" + hex.formatHex(id, 0, 4);
        String text = label + "+" + Base64.getEncoder().encodeToString(encoded);
        try {
            var spki = new X509EncodedKeySpec(hex.parseHex(SPKI + hex.formatHex(encoded, 1, 33)));
            return new VerifierKey(
                    name, label, text, KeyFactory.getInstance("Ed25519").generatePublic(spki));
        } catch (GeneralSecurityException _) {
            throw new Malformed("the 32 bytes are not an Ed25519 public key");
        }
    }

    boolean verifies(byte[] note, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(note);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException _) {
            // The JDK tells a signature of the wrong length or with S beyond the order by an exception.
            return false;
        }
    }
}

package dev.mullion.verifier;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A key that signs, for tests. */
public final class TestKey {

    private final String name;
    private final KeyPair pair;

    public TestKey(String name) {
        this.name = name;
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    public String name() {
        return name;
    }

    /** Algorithm and public key. */
    public byte[] encoded() {
        byte[] spki = pair.getPublic().getEncoded();
        byte[] encoded = Arrays.copyOfRange(spki, spki.length - 33, spki.length);
        encoded[0] = 1;
        return encoded;
    }

    public String object() {
        return "key:" + HexFormat.of().formatHex(encoded());
    }

    public VerifierKey verifier() {
        try {
            return VerifierKey.of(name, encoded());
        } catch (Malformed impossible) {
            throw new AssertionError(impossible);
        }
    }

    public String checkpoint(String origin, long size, Hash root) {
        return note(origin + "\n" + size + "\n" + root + "\n");
    }

    public String note(String text) {
        return text + "\n" + signature(text);
    }

    public String signature(String text) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(pair.getPrivate());
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            return line(ed25519.sign());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    String line(byte[] signature) {
        String id = verifier().text().substring(name.length() + 1, name.length() + 9);
        byte[] start = HexFormat.of().parseHex(id);
        byte[] value = Arrays.copyOf(start, 4 + signature.length);
        System.arraycopy(signature, 0, value, 4, signature.length);
        return "— " + name + " " + Base64.getEncoder().encodeToString(value) + "\n";
    }
}

package dev.mullion.keys;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.agreement.X25519Agreement;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.bouncycastle.util.Pack;

/**
 * Sealed boxes as libsodium's {@code crypto_box_seal} makes them: an ephemeral X25519 key, its public half, and
 * XSalsa20-Poly1305 under a nonce of BLAKE2b over both public keys. Anybody seals to a public key; only the private
 * half opens. Stricter than libsodium in one point: public keys that are not canonical are refused, as low-order ones
 * are.
 */
final class SealedBox {

    static final int KEY = 32;
    private static final int TAG = 16;
    private static final int NONCE = 24;
    private static final byte[] SIGMA = "expand 32-byte k".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    /** The prime of the curve, 2^255 - 19 (RFC 7748, 4.1). */
    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    private SealedBox() {}

    /** @throws IllegalArgumentException when {@code recipient} is no usable public key */
    static byte[] seal(byte[] plain, byte[] recipient) {
        var ephemeral = new X25519PrivateKeyParameters(new SecureRandom());
        return seal(plain, recipient, ephemeral);
    }

    static byte[] seal(byte[] plain, byte[] recipient, X25519PrivateKeyParameters ephemeral) {
        byte[] own = ephemeral.generatePublicKey().getEncoded();
        byte[] key = sharedKey(ephemeral, recipient)
                .orElseThrow(() -> new IllegalArgumentException(
                        "an X25519 public key of 32 canonical bytes and full order was expected"));
        Cipher cipher = new Cipher(key, nonce(own, recipient));
        byte[] body = cipher.apply(plain);
        byte[] box = new byte[KEY + TAG + body.length];
        System.arraycopy(own, 0, box, 0, KEY);
        System.arraycopy(cipher.tag(body), 0, box, KEY, TAG);
        System.arraycopy(body, 0, box, KEY + TAG, body.length);
        return box;
    }

    /** What was sealed to this key pair, or empty: made for another, changed or cut. */
    static Optional<byte[]> open(byte[] box, byte[] privateKey) {
        if (box.length < KEY + TAG) {
            return Optional.empty();
        }
        var own = new X25519PrivateKeyParameters(privateKey, 0);
        byte[] sender = Arrays.copyOf(box, KEY);
        byte[] tag = Arrays.copyOfRange(box, KEY, KEY + TAG);
        byte[] body = Arrays.copyOfRange(box, KEY + TAG, box.length);
        byte[] nonce = nonce(sender, own.generatePublicKey().getEncoded());
        return sharedKey(own, sender).flatMap(key -> {
            Cipher cipher = new Cipher(key, nonce);
            return MessageDigest.isEqual(tag, cipher.tag(body)) ? Optional.of(cipher.apply(body)) : Optional.empty();
        });
    }

    private static byte[] nonce(byte[] sender, byte[] recipient) {
        Blake2bDigest digest = new Blake2bDigest(NONCE * 8);
        digest.update(sender, 0, KEY);
        digest.update(recipient, 0, KEY);
        byte[] nonce = new byte[NONCE];
        digest.doFinal(nonce, 0);
        return nonce;
    }

    private static Optional<byte[]> sharedKey(X25519PrivateKeyParameters own, byte[] other) {
        if (!isCanonical(other)) {
            return Optional.empty();
        }
        byte[] shared = new byte[KEY];
        try {
            X25519Agreement agreement = new X25519Agreement();
            agreement.init(own);
            agreement.calculateAgreement(new X25519PublicKeyParameters(other, 0), shared, 0);
        } catch (IllegalStateException _) {
            return Optional.empty(); // a key of low order: the result would be zero whatever the private half is
        }
        return Optional.of(hSalsa20(shared));
    }

    private static boolean isCanonical(byte[] key) {
        if (key.length != KEY) {
            return false;
        }
        byte[] bigEndian = new byte[KEY];
        for (int i = 0; i < KEY; i++) {
            bigEndian[i] = key[KEY - 1 - i];
        }
        return new BigInteger(1, bigEndian).compareTo(PRIME) < 0;
    }

    /** HSalsa20 of a zero nonce ("Extending the Salsa20 nonce", 2011): the core without its final addition. */
    private static byte[] hSalsa20(byte[] shared) {
        int[] in = new int[16];
        in[0] = Pack.littleEndianToInt(SIGMA, 0);
        in[5] = Pack.littleEndianToInt(SIGMA, 4);
        in[10] = Pack.littleEndianToInt(SIGMA, 8);
        in[15] = Pack.littleEndianToInt(SIGMA, 12);
        for (int i = 0; i < 4; i++) {
            in[1 + i] = Pack.littleEndianToInt(shared, 4 * i);
            in[11 + i] = Pack.littleEndianToInt(shared, 16 + 4 * i);
        }
        int[] out = new int[16];
        Salsa20Engine.salsaCore(20, in, out);
        byte[] key = new byte[KEY];
        int[] kept = {0, 5, 10, 15, 6, 7, 8, 9};
        for (int i = 0; i < kept.length; i++) {
            Pack.intToLittleEndian(out[kept[i]] - in[kept[i]], key, 4 * i);
        }
        return key;
    }

    /** XSalsa20 whose first 32 bytes are the key of Poly1305, as in NaCl's secretbox. */
    private static final class Cipher {

        private final XSalsa20Engine stream = new XSalsa20Engine();
        private final byte[] authenticator = new byte[KEY];

        Cipher(byte[] key, byte[] nonce) {
            stream.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
            stream.processBytes(new byte[KEY], 0, KEY, authenticator, 0);
        }

        byte[] apply(byte[] text) {
            byte[] out = new byte[text.length];
            stream.processBytes(text, 0, text.length, out, 0);
            return out;
        }

        byte[] tag(byte[] body) {
            Poly1305 mac = new Poly1305();
            mac.init(new KeyParameter(authenticator));
            mac.update(body, 0, body.length);
            byte[] tag = new byte[TAG];
            mac.doFinal(tag, 0);
            return tag;
        }
    }
}

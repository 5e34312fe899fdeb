package dev.mullion.connectors.github;

import dev.mullion.egress.HostBound;
import dev.mullion.settings.OwnSecret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Signs in as the App: a JWT (RFC 7519) for each request, by RS256, of which the text is lent and wiped. Goes to one
 * host alone. Threads may share it.
 */
final class AppKey implements HostBound {

    /** GitHub's clock may be behind ours. */
    private static final Duration BEFORE = Duration.ofSeconds(60);

    /** GitHub takes ten minutes at most, and our clock may be ahead of its. */
    private static final Duration AFTER = Duration.ofMinutes(8);

    private static final String HEADER = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
    private static final String PKCS8 = "PRIVATE KEY";
    private static final String PKCS1 = "RSA PRIVATE KEY";
    private static final int LEAST_BITS = 2_048;

    /** What PKCS#8 (RFC 5958) puts before a key of PKCS#1: version 0, and the identifier of rsaEncryption. */
    private static final byte[] RSA = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private final long app;
    private final PrivateKey key;
    private final String host;
    private final Clock clock;

    private AppKey(long app, PrivateKey key, String host, Clock clock) {
        this.app = app;
        this.key = key;
        this.host = host;
        this.clock = clock;
    }

    /**
     * Reads a key in PEM, as GitHub gives it out (PKCS#1) or as PKCS#8.
     *
     * @param host the one that it signs in at
     * @throws IllegalArgumentException where it holds none; the message says nothing of what it holds
     */
    @SuppressWarnings("UnusedException") // what it says may quote the key
    static AppKey of(long app, OwnSecret secret, String host, Clock clock) {
        byte[] pem = secret.read();
        try {
            return new AppKey(app, key(new String(pem, StandardCharsets.US_ASCII)), host, clock);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new IllegalArgumentException(secret
                    + " holds no RSA private key of at least " + LEAST_BITS
                    + " bits in PEM; generate one on the App's settings page at GitHub");
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        boolean isBare = pem.contains("-----BEGIN " + PKCS1 + "-----");
        byte[] der = der(pem, isBare ? PKCS1 : PKCS8);
        byte[] pkcs8 = isBare ? sequence(joined(RSA, tagged((byte) 0x04, der))) : der;
        try {
            PrivateKey found = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            if (((RSAPrivateKey) found).getModulus().bitLength() < LEAST_BITS) {
                throw new IllegalArgumentException("too short");
            }
            return found;
        } finally {
            Arrays.fill(der, (byte) 0);
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    private static byte[] der(String pem, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END " + label + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no key");
        }
        return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    }

    private static byte[] sequence(byte[] content) {
        return tagged((byte) 0x30, content);
    }

    /** DER (X.690, section 8.1.3.5) with a length of two bytes, which every key of these sizes has. */
    private static byte[] tagged(byte tag, byte[] content) {
        return ByteBuffer.allocate(4 + content.length)
                .put(tag)
                .put((byte) 0x82)
                .putShort((short) content.length)
                .put(content)
                .array();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    @Override
    public boolean mayGoTo(String asked) {
        return host.equals(asked);
    }

    @Override
    public <T extends @Nullable Object> T expose(Function<byte[], T> use) {
        byte[] token = token().getBytes(StandardCharsets.US_ASCII);
        try {
            return use.apply(token);
        } finally {
            Arrays.fill(token, (byte) 0);
        }
    }

    private String token() {
        Instant now = clock.instant();
        String signed = HEADER + "."
                + encoded("{\"iat\":%d,\"exp\":%d,\"iss\":\"%d\"}"
                        .formatted(
                                now.minus(BEFORE).getEpochSecond(),
                                now.plus(AFTER).getEpochSecond(),
                                app));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime signs with RSA", e);
        }
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "[key of the GitHub App]";
    }
}

package dev.mullion.identity;

import dev.mullion.keys.DerivedKey;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * The text of an API token: {@code mul_} and, in base64url, 32 random bytes, the second of its expiry in 4, and 6 bytes
 * of a MAC over these. The MAC lets a mistyped or invented token be refused without asking the database; that a token
 * is good, its row says.
 */
final class TokenSecrets {

    static final String PREFIX = "mul_";
    private static final int BODY = 36;
    private static final int CHECK = 6;
    private static final int LENGTH = PREFIX.length() + (BODY + CHECK) * 4 / 3;

    private final DerivedKey key;
    private final Clock clock;

    TokenSecrets(DerivedKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    Credential make(Instant expires) {
        byte[] body = ByteBuffer.allocate(BODY)
                .put(Credential.randomBytes())
                .putInt((int) expires.getEpochSecond())
                .array();
        byte[] whole =
                ByteBuffer.allocate(BODY + CHECK).put(body).put(check(body)).array();
        return Credential.of(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(whole));
    }

    /** Whether this may be a token of ours that has not expired. */
    boolean plausible(Credential presented) {
        return presented.expose(text -> {
            if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
                return false;
            }
            try {
                return plausible(Base64.getUrlDecoder().decode(text.substring(PREFIX.length())));
            } catch (IllegalArgumentException | BufferUnderflowException notBase64) {
                return false;
            }
        });
    }

    /** What is stored, and found by. */
    byte[] hash(Credential presented) {
        return presented.hash(key, "token");
    }

    private boolean plausible(byte[] whole) {
        byte[] body = Arrays.copyOf(whole, BODY);
        byte[] claimed = Arrays.copyOfRange(whole, BODY, whole.length);
        long expires = Integer.toUnsignedLong(ByteBuffer.wrap(body).getInt(BODY - Integer.BYTES));
        return MessageDigest.isEqual(check(body), claimed) && clock.instant().getEpochSecond() < expires;
    }

    private byte[] check(byte[] body) {
        byte[] mac = key.mac("token-check".getBytes(StandardCharsets.US_ASCII), new byte[] {0}, body);
        return Arrays.copyOf(mac, CHECK);
    }
}

package dev.mullion.tenancy;

import dev.mullion.keys.DerivedKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Makes the signed context {@code workspace.pid.expiry.nonce.mac}: 156 ASCII characters that
 * {@code mullion.workspace()} verifies. Only who has the key can make one, and it holds for one backend until it
 * expires.
 */
final class ContextSigner {

    /** HMAC-SHA256's block (RFC 2104, section 2). */
    private static final int BLOCK = 64;

    private final DerivedKey key;
    private final Clock clock;
    private final Duration life;
    private final SecureRandom random = new SecureRandom();

    ContextSigner(DerivedKey key, Clock clock, Duration life) {
        this.key = key;
        this.clock = clock;
        this.life = life;
    }

    String sign(WorkspaceId workspace, int backend) {
        return sign(workspace, backend, clock.instant().plus(life));
    }

    String sign(WorkspaceId workspace, int backend, Instant expiry) {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        String message = String.format(
                Locale.ROOT,
                "%s.%08x.%012d.%s",
                workspace.value(),
                backend,
                expiry.getEpochSecond(),
                HexFormat.of().formatHex(nonce));
        return message + "." + HexFormat.of().formatHex(key.mac(message.getBytes(StandardCharsets.US_ASCII)));
    }

    /** RFC 2104's two pads for the database, so that SQL needs no more than sha256. */
    static byte[][] pads(DerivedKey key) {
        return key.expose(bytes -> new byte[][] {pad(bytes, (byte) 0x36), pad(bytes, (byte) 0x5c)});
    }

    private static byte[] pad(byte[] key, byte with) {
        byte[] pad = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            pad[i] ^= with;
        }
        return pad;
    }
}

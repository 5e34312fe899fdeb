package dev.mullion.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public half of a key that signs checkpoints, as a verifier knows it (c2sp.org/signed-note): its name is the
 * origin of the log.
 *
 * @param version counted from 1, one up with each rotation
 */
record CheckpointKey(String origin, int version, HexKey publicKey) {

    /** The algorithm's id in a signed note. */
    private static final byte ED25519 = 1;

    /** 32 bytes of a public Ed25519 key (RFC 8032), in lower-case hexadecimal. */
    record HexKey(String digits) {

        static HexKey of(byte[] key) {
            if (key.length != 32) {
                throw new IllegalArgumentException("an Ed25519 public key has 32 bytes");
            }
            return new HexKey(HexFormat.of().formatHex(key));
        }

        byte[] bytes() {
            return HexFormat.of().parseHex(digits);
        }
    }

    /** The id of the object that announces it in the log. */
    String announcedAs() {
        return "01" + publicKey.digits();
    }

    /** {@code NAME+ID+KEY}: what a reader pins. */
    String verifierKey() {
        return origin + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    /** The first four bytes of SHA-256 of name and key. */
    byte[] id() {
        byte[] name = origin.getBytes(StandardCharsets.UTF_8);
        byte[] hash = TreeHash.sha256(ByteBuffer.allocate(name.length + 1 + 33)
                .put(name)
                .put((byte) '\n')
                .put(typed())
                .array());
        return java.util.Arrays.copyOf(hash, 4);
    }

    private byte[] typed() {
        return ByteBuffer.allocate(33).put(ED25519).put(publicKey.bytes()).array();
    }
}

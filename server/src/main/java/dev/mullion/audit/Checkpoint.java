package dev.mullion.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * A signed state of a log (c2sp.org/tlog-checkpoint).
 *
 * @param size how many events it covers, from the first
 * @param root of the tree over them, base64
 * @param note the signed note, as it is published
 */
public record Checkpoint(long size, String root, String note, Instant signedAt) {

    /** Text and signature in the form of c2sp.org/signed-note. */
    static String note(CheckpointKey key, String text, byte[] signature) {
        byte[] signed = new byte[4 + signature.length];
        System.arraycopy(key.id(), 0, signed, 0, 4);
        System.arraycopy(signature, 0, signed, 4, signature.length);
        return text + "\n\u2014 " + key.origin() + " " + Base64.getEncoder().encodeToString(signed) + "\n";
    }

    /** What is signed: three lines. */
    static String text(String origin, long size, byte[] root) {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }

    byte[] rootBytes() {
        return Base64.getDecoder().decode(root);
    }

    /** The note that {@link #note} made, without looking at its signature. */
    static Checkpoint read(String note, Instant at) {
        String[] lines = note.split("\n", 4);
        return new Checkpoint(Long.parseLong(lines[1]), lines[2], note, at);
    }

    byte[] bytes() {
        return note.getBytes(StandardCharsets.UTF_8);
    }
}

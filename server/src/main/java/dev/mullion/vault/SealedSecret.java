package dev.mullion.vault;

import dev.mullion.keys.IntakeKey;
import dev.mullion.tenancy.WorkspaceId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * A secret on its way to a worker: in the box stands first the place that it is for, then the secret, padded as it will
 * be in the vault.
 */
public final class SealedSecret {

    private SealedSecret() {}

    /**
     * Puts a secret into a box for one place of one workspace.
     *
     * @param secret 1 to 65,536 bytes; the caller wipes them
     */
    public static byte[] box(IntakeKey key, WorkspaceId workspace, SecretRef ref, SecretTerms terms, byte[] secret) {
        if (secret.length < 1 || secret.length > Envelope.LONGEST) {
            throw new IllegalArgumentException("a secret has 1 to " + Envelope.LONGEST + " bytes");
        }
        byte[] place = place(workspace, ref, terms);
        byte[] padded = Envelope.padded(secret);
        byte[] plain = ByteBuffer.allocate(Integer.BYTES + place.length + padded.length)
                .putInt(place.length)
                .put(place)
                .put(padded)
                .array();
        try {
            return key.seal(plain);
        } finally {
            Arrays.fill(padded, (byte) 0);
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** The secret, or empty when it was meant for another place. */
    static Optional<byte[]> secretOf(byte[] plain, WorkspaceId workspace, SecretRef ref, SecretTerms terms) {
        byte[] place = place(workspace, ref, terms);
        int from = Integer.BYTES + place.length;
        byte[] padded = {};
        try {
            if (plain.length < from
                    || ByteBuffer.wrap(plain).getInt() != place.length
                    || !MessageDigest.isEqual(Arrays.copyOfRange(plain, Integer.BYTES, from), place)) {
                return Optional.empty();
            }
            padded = Arrays.copyOfRange(plain, from, plain.length);
            byte[] secret = Envelope.unpadded(padded);
            return secret.length == 0 || secret.length > Envelope.LONGEST ? Optional.empty() : Optional.of(secret);
        } catch (SecretUnavailable _) {
            return Optional.empty();
        } finally {
            Arrays.fill(padded, (byte) 0);
            Arrays.fill(plain, (byte) 0);
        }
    }

    private static byte[] place(WorkspaceId workspace, SecretRef ref, SecretTerms terms) {
        return new Envelope.Place(workspace, ref, terms, 0).bound();
    }
}

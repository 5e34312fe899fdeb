package dev.mullion.vault;

import dev.mullion.keys.KeysUnavailable;
import dev.mullion.keys.WorkspaceKeys;
import dev.mullion.tenancy.WorkspaceId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The form in which a secret is stored: a format byte, then what {@link WorkspaceKeys#seal} made of the padded secret,
 * bound to {@code format | workspace | owner | field | class | hosts | row version} and, by the keys, to part and key
 * version. Each field carries its length, so that no two places are written alike.
 */
final class Envelope {

    static final int LONGEST = 64 * 1024;

    private static final byte FORMAT = 1;

    /** Shorter secrets look like one of this size; longer ones like the next power of two. */
    private static final int SMALLEST_BUCKET = 64;

    private Envelope() {}

    /** Where a secret stands. */
    record Place(WorkspaceId workspace, SecretRef ref, SecretTerms terms, long rowVersion) {

        byte[] bound() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
            try (DataOutputStream out = new DataOutputStream(bytes)) {
                out.writeByte(FORMAT);
                write(out, workspace.value());
                write(out, ref.owner());
                out.writeUTF(ref.field());
                out.writeUTF(terms.kind().word());
                out.writeInt(terms.hosts().size());
                for (String host : terms.sortedHosts()) {
                    out.writeUTF(host);
                }
                out.writeLong(rowVersion);
            } catch (IOException e) {
                throw new UncheckedIOException("memory takes what is written to it", e);
            }
            return bytes.toByteArray();
        }

        private static void write(DataOutputStream out, java.util.UUID id) throws IOException {
            out.writeLong(id.getMostSignificantBits());
            out.writeLong(id.getLeastSignificantBits());
        }
    }

    static byte[] seal(WorkspaceKeys keys, Place place, byte[] secret) {
        byte[] padded = padded(secret);
        try {
            byte[] body = keys.seal(place.terms().kind().part(), padded, place.bound());
            return ByteBuffer.allocate(1 + body.length).put(FORMAT).put(body).array();
        } finally {
            Arrays.fill(padded, (byte) 0);
        }
    }

    /** @throws SecretUnavailable with the reason */
    static byte[] open(WorkspaceKeys keys, Place place, SealedRow row) {
        byte[] sealed = row.sealed().value();
        if (row.rowVersion() != row.latest()) {
            throw new SecretUnavailable(SecretUnavailable.Reason.ROLLED_BACK);
        }
        if (sealed.length == 0 || sealed[0] != FORMAT) {
            throw new SecretUnavailable(SecretUnavailable.Reason.UNKNOWN_FORMAT);
        }
        byte[] padded;
        try {
            padded = keys.open(
                    place.terms().kind().part(),
                    row.keyVersion(),
                    Arrays.copyOfRange(sealed, 1, sealed.length),
                    place.bound());
        } catch (KeysUnavailable e) {
            throw unavailable(e);
        }
        try {
            return unpadded(padded);
        } finally {
            Arrays.fill(padded, (byte) 0);
        }
    }

    static SecretUnavailable unavailable(KeysUnavailable e) {
        return new SecretUnavailable(
                switch (e.reason()) {
                    case DESTROYED -> SecretUnavailable.Reason.KEYS_DESTROYED;
                    case LOCKED -> SecretUnavailable.Reason.KEYS_LOCKED;
                    case MISSING, UNREACHABLE, WRONG_KEY, DAMAGED -> SecretUnavailable.Reason.KEYS_UNREACHABLE;
                    case NOT_OF_THIS_ROLE -> SecretUnavailable.Reason.NOT_OF_THIS_ROLE;
                    case UNKNOWN_VERSION -> SecretUnavailable.Reason.UNKNOWN_KEY;
                    case UNOPENABLE -> SecretUnavailable.Reason.UNOPENABLE;
                },
                e);
    }

    static byte[] padded(byte[] secret) {
        int bucket = SMALLEST_BUCKET;
        while (bucket < secret.length) {
            bucket *= 2;
        }
        return ByteBuffer.allocate(Integer.BYTES + bucket)
                .putInt(secret.length)
                .put(secret)
                .array();
    }

    static byte[] unpadded(byte[] padded) {
        int length =
                padded.length < Integer.BYTES ? -1 : ByteBuffer.wrap(padded).getInt();
        if (length < 0 || length > padded.length - Integer.BYTES) {
            throw new SecretUnavailable(SecretUnavailable.Reason.UNOPENABLE);
        }
        return Arrays.copyOfRange(padded, Integer.BYTES, Integer.BYTES + length);
    }
}

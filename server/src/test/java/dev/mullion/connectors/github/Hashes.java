package dev.mullion.connectors.github;

import dev.mullion.keys.IdHash;
import dev.mullion.keys.IdHasher;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** A hasher without a key, and the hashes that are expected of it, put together here by another road. */
final class Hashes {

    static final IdHasher HASHER = Hashes::hash;

    private Hashes() {}

    static IdHash user(long id) {
        return HASHER.hash("github.user", id);
    }

    static IdHash branch(long repository, String name) {
        return bound("github.branch", repository, name);
    }

    static IdHash bound(String kind, long repository, String... texts) {
        ByteBuffer bytes = ByteBuffer.allocate(4_096).putLong(repository);
        for (String text : texts) {
            bytes.putInt(text.length()).put(text.getBytes(StandardCharsets.UTF_16BE));
        }
        byte[] id = new byte[bytes.position()];
        bytes.flip().get(id);
        return HASHER.hash(kind, id);
    }

    private static IdHash hash(String kind, byte[] id) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(kind.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            ByteBuffer first = ByteBuffer.wrap(digest.digest(id));
            return new IdHash(new UUID(first.getLong(), first.getLong()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

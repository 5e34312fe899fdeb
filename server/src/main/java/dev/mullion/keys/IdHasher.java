package dev.mullion.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Hashes ids with the key of one workspace. Safe to share between threads. */
@FunctionalInterface
public interface IdHasher {

    /**
     * The hash of {@code id} as a thing of {@code kind}, for example {@code github.user}. The id is read and not kept.
     */
    IdHash hash(String kind, byte[] id);

    /** The hash of a numeric id. */
    default IdHash hash(String kind, long id) {
        return hash(kind, ByteBuffer.allocate(Long.BYTES).putLong(id).array());
    }

    /** The hash of a textual id. */
    default IdHash hash(String kind, String id) {
        return hash(kind, id.getBytes(StandardCharsets.UTF_8));
    }
}

package dev.mullion.keys;

import java.util.UUID;

/**
 * What is kept of an id that belongs to a person or names private content: the first 128 bits of HMAC-SHA256 under a
 * key of one workspace. Equal ids of one workspace have equal hashes; between workspaces, or without the key, nothing
 * can be compared.
 */
public record IdHash(UUID value) implements Comparable<IdHash> {

    @Override
    public int compareTo(IdHash other) {
        return value.compareTo(other.value);
    }

    /** The short form for people: the first eight hexadecimal digits. */
    public String brief() {
        return value.toString().substring(0, 8);
    }
}

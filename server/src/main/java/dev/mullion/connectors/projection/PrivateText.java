package dev.mullion.connectors.projection;

import dev.mullion.keys.IdHash;
import dev.mullion.keys.IdHasher;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Characters that may be compared and hashed but not kept: never a {@link String}, and wiped with the reading that
 * holds them.
 */
public final class PrivateText {

    private final char[] characters;
    private final int from;

    private PrivateText(char[] characters, int from) {
        this.characters = characters;
        this.from = from;
    }

    static PrivateText copyOf(char[] buffer, int offset, int length) {
        return new PrivateText(Arrays.copyOfRange(buffer, offset, offset + length), 0);
    }

    public boolean startsWith(String prefix) {
        if (length() < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (characters[from + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Lends the characters to {@code comparing}, which may not keep them. */
    public <T extends @Nullable Object> T compare(Function<CharSequence, T> comparing) {
        return comparing.apply(CharBuffer.wrap(characters, from, length()).asReadOnlyBuffer());
    }

    /** What follows the first {@code count} characters: a view, wiped with this text. */
    public PrivateText after(int count) {
        if (count > length()) {
            throw new IllegalArgumentException("a text of " + length() + " characters has none after " + count);
        }
        return new PrivateText(characters, from + count);
    }

    public boolean sameAs(PrivateText other) {
        return Arrays.equals(
                characters, from, characters.length, other.characters, other.from, other.characters.length);
    }

    /**
     * One hash of several texts, bound to {@code scope} so that equal texts of two things have different hashes. Each
     * text goes in with its length, so that no two sequences of texts look alike.
     */
    public static IdHash hash(IdHasher hasher, String kind, long scope, PrivateText... texts) {
        int size = Long.BYTES;
        for (PrivateText text : texts) {
            size += Integer.BYTES + Character.BYTES * text.length();
        }
        ByteBuffer bytes = ByteBuffer.allocate(size).putLong(scope);
        try {
            for (PrivateText text : texts) {
                text.writeTo(bytes);
            }
            return hasher.hash(kind, bytes.array());
        } finally {
            Arrays.fill(bytes.array(), (byte) 0);
        }
    }

    /** UTF-16, not UTF-8: total over lone surrogates, so that two malformed names never share a hash. */
    private void writeTo(ByteBuffer bytes) {
        bytes.putInt(length());
        for (int i = from; i < characters.length; i++) {
            bytes.putChar(characters[i]);
        }
    }

    /** The bytes of a token; empty where it holds what no header can carry. */
    Optional<byte[]> token() {
        byte[] bytes = new byte[length()];
        for (int i = 0; i < bytes.length; i++) {
            char character = characters[from + i];
            if (character <= ' ' || character > '~') {
                Arrays.fill(bytes, (byte) 0);
                return Optional.empty();
            }
            bytes[i] = (byte) character;
        }
        return Optional.of(bytes);
    }

    private int length() {
        return characters.length - from;
    }

    void wipe() {
        Arrays.fill(characters, '\0');
    }

    @Override
    public String toString() {
        return "[private]";
    }
}

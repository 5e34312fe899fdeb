package dev.mullion.postgres;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The password of the embedded server's administrator: 16 to 128 printable ASCII characters without a space, so that it
 * means the same in a password file, in SASLprep and in a URL's parameter. Never printed; read only through
 * {@link #expose}.
 */
public final class AdminPassword {

    private static final int SHORTEST = 16;
    private static final int LONGEST = 128;

    private final byte[] ascii;

    private AdminPassword(byte[] ascii) {
        this.ascii = ascii;
    }

    /**
     * Copies the password; the caller may wipe its own array afterwards.
     *
     * @throws IllegalArgumentException when it is too short, too long or holds another character
     */
    public static AdminPassword copyOf(byte[] ascii) {
        if (ascii.length < SHORTEST || ascii.length > LONGEST) {
            throw new IllegalArgumentException("the administrator's password must have " + SHORTEST + " to " + LONGEST
                    + " characters, it has " + ascii.length);
        }
        for (byte character : ascii) {
            if (character <= ' ' || character > '~') {
                throw new IllegalArgumentException(
                        "the administrator's password may hold printable ASCII characters only, and no space");
            }
        }
        return new AdminPassword(ascii.clone());
    }

    /** Lends a copy of the password's bytes, overwritten when the user returns. */
    public <T extends @Nullable Object> T expose(Function<byte[], T> user) {
        byte[] lent = ascii.clone();
        try {
            return user.apply(lent);
        } finally {
            Arrays.fill(lent, (byte) 0);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AdminPassword that && MessageDigest.isEqual(ascii, that.ascii);
    }

    /** The same for every password, so that a hash tells nothing. */
    @Override
    public int hashCode() {
        return AdminPassword.class.hashCode();
    }

    @Override
    public String toString() {
        return "AdminPassword[redacted]";
    }
}

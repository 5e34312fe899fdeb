package dev.mullion.identity;

import dev.mullion.keys.DerivedKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Function;

/**
 * A text that opens something to whoever holds it: the secret of a link, an API token, a session. Prints as redacted;
 * every use of the text is found by searching for {@code .expose(}.
 */
public final class Credential {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String text;

    private Credential(String text) {
        this.text = text;
    }

    public static Credential of(String text) {
        return new Credential(text);
    }

    /** 256 random bits, in 43 characters that an address can carry. */
    static Credential random() {
        return new Credential(Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes()));
    }

    static byte[] randomBytes() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    public <T> T expose(Function<String, T> use) {
        return use.apply(text);
    }

    /** What is stored instead: a keyed hash, so that a copy of the table opens nothing. */
    byte[] hash(DerivedKey key, String kind) {
        return key.mac(bytes(kind), new byte[] {0}, bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "[redacted credential]";
    }
}

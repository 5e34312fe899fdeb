package dev.mullion.challenge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/** What is hidden: {@code flag-} and 26 random characters (130 bits), so that nobody gets there by guessing. */
public final class Flag {

    private static final String PREFIX = "flag-";
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 26;

    private final String text;

    private Flag(String text) {
        this.text = text;
    }

    static Flag random() {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder(PREFIX);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new Flag(text.toString());
    }

    /** Whether this is it, without the blanks around it. */
    boolean is(String claimed) {
        return MessageDigest.isEqual(
                text.getBytes(StandardCharsets.UTF_8), claimed.strip().getBytes(StandardCharsets.UTF_8));
    }

    /** The flag itself: to hide it, or to search an answer for it. */
    String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "[hidden flag]";
    }
}

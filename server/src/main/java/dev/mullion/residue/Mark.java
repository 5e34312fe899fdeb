package dev.mullion.residue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * Twelve random characters (60 bits) with which every canary of one run begins. They are kept masked: the search itself
 * must not be what a heap dump finds.
 */
public final class Mark {

    static final int LENGTH = 12;

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] masked = new byte[LENGTH];
    private final byte[] mask = new byte[LENGTH];

    Mark() {
        RANDOM.nextBytes(mask);
        for (int i = 0; i < LENGTH; i++) {
            masked[i] = (byte) (ALPHABET.charAt(RANDOM.nextInt(32)) ^ mask[i]);
        }
    }

    private Mark(String word) {
        RANDOM.nextBytes(mask);
        for (int i = 0; i < LENGTH; i++) {
            masked[i] = (byte) (word.charAt(i) ^ mask[i]);
        }
    }

    /**
     * One that somebody else chose.
     *
     * @throws IllegalArgumentException where it is not twelve characters of base 32
     */
    public static Mark of(String word) {
        if (word.length() != LENGTH || !word.chars().allMatch(letter -> ALPHABET.indexOf(letter) >= 0)) {
            throw new IllegalArgumentException("a mark is " + LENGTH + " capital letters and digits of base 32");
        }
        return new Mark(word);
    }

    /** The mark in the clear; the caller lets go of it, or wipes it, before the heap is looked at. */
    byte[] reveal() {
        byte[] clear = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            clear[i] = (byte) (masked[i] ^ mask[i]);
        }
        return clear;
    }

    /** A canary: the mark, the number of the field it is planted in, and ten characters of its own. */
    String canary(int field) {
        StringBuilder canary = new StringBuilder(24).append(new String(reveal(), StandardCharsets.US_ASCII));
        canary.append(ALPHABET.charAt((field >> 5) & 31)).append(ALPHABET.charAt(field & 31));
        for (int i = 0; i < 10; i++) {
            canary.append(ALPHABET.charAt(RANDOM.nextInt(32)));
        }
        return canary.toString();
    }

    /** The field that the two characters behind a mark name, or -1 where they name none. */
    static int field(byte high, byte low) {
        int first = ALPHABET.indexOf(Character.toUpperCase((char) high));
        int second = ALPHABET.indexOf(Character.toUpperCase((char) low));
        return first < 0 || second < 0 ? -1 : (first << 5) | second;
    }
}

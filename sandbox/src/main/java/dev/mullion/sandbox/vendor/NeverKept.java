package dev.mullion.sandbox.vendor;

import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Text that nobody may keep, in every answer of every vendor that the sandbox plays. */
public final class NeverKept {

    /** Twelve letters and digits of base 32, another one in each process. */
    public static final String WORD = word(RandomGenerator.getDefault());

    /** The word, and an end that is no letter or digit of base 32. */
    public static final String CANARY = WORD + "00";

    private NeverKept() {}

    private static String word(RandomGenerator chance) {
        return chance.ints(12, 0, 32)
                .mapToObj(at -> "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".substring(at, at + 1))
                .collect(Collectors.joining());
    }
}

package dev.mullion.connectors.stripe;

import dev.mullion.connectors.Connection.Mode;
import java.nio.charset.StandardCharsets;

/** What a pasted key says of itself by its beginning. */
public final class StripeKey {

    private static final int SHORTEST = 20;
    private static final int LONGEST = 255;

    private StripeKey() {}

    /**
     * The mode that a restricted key is of.
     *
     * @throws IllegalArgumentException for anything else; the message says what to do and nothing of the key
     */
    public static Mode modeOf(byte[] key) {
        if (begins(key, "sk_")) {
            throw new IllegalArgumentException("this is a secret key, which may do everything; make"
                    + " a restricted key (rk_) in Stripe's dashboard, and consider rolling the one that was pasted");
        }
        if (begins(key, "pk_") || begins(key, "whsec_")) {
            throw new IllegalArgumentException(
                    "this is no key that reads; make a restricted key (rk_) in Stripe's dashboard");
        }
        boolean isShaped = key.length >= SHORTEST && key.length <= LONGEST && isOneWord(key);
        if (isShaped && begins(key, "rk_live_")) {
            return Mode.LIVE;
        }
        if (isShaped && begins(key, "rk_test_")) {
            return Mode.TEST;
        }
        throw new IllegalArgumentException(
                "a restricted key starts with rk_live_ or rk_test_; make one in Stripe's dashboard and paste it whole");
    }

    private static boolean begins(byte[] key, String prefix) {
        byte[] expected = prefix.getBytes(StandardCharsets.US_ASCII);
        if (key.length < expected.length) {
            return false;
        }
        for (int at = 0; at < expected.length; at++) {
            if (key[at] != expected[at]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOneWord(byte[] key) {
        for (byte one : key) {
            boolean isLetter = (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z');
            if (!isLetter && !(one >= '0' && one <= '9') && one != '_') {
                return false;
            }
        }
        return true;
    }
}

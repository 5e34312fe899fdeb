package dev.mullion.connectors.stripe;

import dev.mullion.connectors.Connection.Mode;
import dev.mullion.connectors.HookSecrets;
import dev.mullion.connectors.PastedKeys;
import dev.mullion.connectors.PastedKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What is pasted to connect Stripe: a restricted key, and the secrets of an endpoint that was made in its dashboard.
 */
@Component
public final class StripeKeys implements PastedKeys {

    private static final int SHORTEST = 20;
    private static final int LONGEST = 255;
    private static final String BEGINNING = "whsec_";

    private static final List<PastedKind> KINDS = List.of(
            PastedKind.key("Restricted key", "starts with rk_live_ or rk_test_"),
            new PastedKind(
                    "webhook-secret",
                    HookSecrets.FIELD,
                    "Signing secret",
                    "of the endpoint in Stripe's dashboard; starts with " + BEGINNING,
                    "Verify by this secret"),
            new PastedKind(
                    "second-webhook-secret",
                    HookSecrets.SECOND_FIELD,
                    "Second signing secret",
                    "while Stripe changes from one to the next, it signs with both",
                    "Verify by this one too"));

    @Override
    public String connector() {
        return "stripe";
    }

    @Override
    public List<PastedKind> kinds() {
        return KINDS;
    }

    /** A key says what it is, and of which mode, by its beginning. */
    @Override
    public Mode modeOf(byte[] key) {
        if (begins(key, "sk_")) {
            throw new IllegalArgumentException("this is a secret key, which may do everything; make"
                    + " a restricted key (rk_) in Stripe's dashboard, and consider rolling the one that was pasted");
        }
        if (begins(key, "pk_") || begins(key, BEGINNING)) {
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

    @Override
    public void check(PastedKind kind, byte[] pasted) {
        if (pasted.length > LONGEST || pasted.length <= BEGINNING.length() || !begins(pasted, BEGINNING)) {
            throw new IllegalArgumentException(
                    "a webhook secret starts with whsec_; copy it from the endpoint in Stripe's dashboard");
        }
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

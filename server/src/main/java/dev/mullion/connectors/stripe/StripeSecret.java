package dev.mullion.connectors.stripe;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.HookSecrets;
import dev.mullion.connectors.KeyTries;
import dev.mullion.vault.SecretRef;
import dev.mullion.vault.SecretTerms;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What is pasted for a connection by key, and what each is sealed for. */
public enum StripeSecret {
    API_KEY(StripeKeys.FIELD),
    /** One that has to be accepted before it takes the place of the one that works; nobody pastes it as such. */
    NEXT_API_KEY(KeyTries.FIELD),
    WEBHOOK_SECRET(HookSecrets.FIELD),
    /** While Stripe changes over from one secret of an endpoint to the next, it signs with both. */
    SECOND_WEBHOOK_SECRET(HookSecrets.SECOND_FIELD);

    private static final String BEGINNING = "whsec_";
    private static final int LONGEST = 255;

    private final String field;

    StripeSecret(String field) {
        this.field = field;
    }

    /** As pages and programs write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What people and programs may name. */
    public static List<StripeSecret> pasted() {
        return List.of(API_KEY, WEBHOOK_SECRET, SECOND_WEBHOOK_SECRET);
    }

    /** Whether it reads, and is no secret that deliveries are verified by. */
    public boolean isKey() {
        return this == API_KEY || this == NEXT_API_KEY;
    }

    /** @throws IllegalArgumentException for what is no such word */
    static StripeSecret of(String word) {
        return pasted().stream()
                .filter(one -> one.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nothing of this kind is pasted for Stripe"));
    }

    public SecretRef of(ConnectionId connection) {
        return new SecretRef(connection.value(), field);
    }

    /**
     * What it is sealed with.
     *
     * @param host the one that a key may be sent to
     */
    public SecretTerms terms(String host) {
        return isKey() ? SecretTerms.vendorToken(host) : HookSecrets.terms();
    }

    /**
     * Whether what was pasted is what it should be.
     *
     * @throws IllegalArgumentException with what to do, and nothing of what was pasted
     */
    public void check(byte[] pasted) {
        if (isKey()) {
            StripeKey.modeOf(pasted);
        } else if (pasted.length > LONGEST || !begins(pasted)) {
            throw new IllegalArgumentException(
                    "a webhook secret starts with whsec_; copy it from the endpoint in Stripe's dashboard");
        }
    }

    private static boolean begins(byte[] pasted) {
        return pasted.length > BEGINNING.length()
                && new String(pasted, 0, BEGINNING.length(), StandardCharsets.ISO_8859_1).equals(BEGINNING);
    }
}

package dev.mullion.connectors.github;

import dev.mullion.connectors.consent.ConsentId;
import dev.mullion.connectors.consent.HeldToken;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.Workspaces;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * The word that GitHub is promised before it gives a code, and shown with it (RFC 7636): derived from the workspace's
 * key, so that the server that exchanges the code has it, and nobody stores it. Inside an open door.
 */
@Component
class PromisedWord {

    private final KeyRing keys;

    PromisedWord(KeyRing keys) {
        this.keys = keys;
    }

    /** {@code S256} (section 4.2). */
    String challenge(ConsentId consent) {
        try (HeldToken word = word(consent, "")) {
            return word.expose(bytes -> encoded(sha256(bytes)));
        }
    }

    HeldToken word(ConsentId consent, String host) {
        return keys.scoped(KeyLabel.CODE_VERIFIER, Workspaces.bound().value(), consent.value(), 1)
                .expose(key ->
                        new HeldToken(Base64.getUrlEncoder().withoutPadding().encode(key), host));
    }

    private static byte[] sha256(byte[] word) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(word);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return new String(Base64.getUrlEncoder().withoutPadding().encode(bytes), StandardCharsets.US_ASCII);
    }
}

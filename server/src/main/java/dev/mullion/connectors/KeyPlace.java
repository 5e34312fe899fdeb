package dev.mullion.connectors;

import dev.mullion.vault.SecretRef;
import dev.mullion.vault.SecretTerms;

/**
 * Where something that is pasted is sealed for.
 *
 * @param field of a connection
 * @param terms what it is sealed with
 */
public record KeyPlace(String field, SecretTerms terms) {

    /**
     * The place of a field.
     *
     * @param host the one that a key may be sent to
     * @throws IllegalArgumentException for a field that nothing of this vendor's is pasted for
     */
    public static KeyPlace of(PastedKeys vendor, String field, String host) {
        boolean isKey = field.equals(PastedKeys.FIELD) || field.equals(KeyTries.FIELD);
        if (!isKey && vendor.kinds().stream().noneMatch(kind -> kind.field().equals(field))) {
            throw new IllegalArgumentException("nothing is pasted for " + vendor.connector() + " that is a " + field);
        }
        return new KeyPlace(field, isKey ? SecretTerms.vendorToken(host) : HookSecrets.terms());
    }

    public SecretRef of(ConnectionId connection) {
        return new SecretRef(connection.value(), field);
    }

    /** Whether what is sealed for it is a key that is tried beside the one that is there. */
    public boolean isNext() {
        return field.equals(KeyTries.FIELD);
    }

    /** Whether it is the place of the key that is used. */
    public boolean isUsed() {
        return field.equals(PastedKeys.FIELD);
    }
}

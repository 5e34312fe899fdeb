package dev.mullion.vault;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names one secret of the workspace whose door is open.
 *
 * @param owner the connection or person that it belongs to
 * @param field what it is to them: {@code webhook-secret}, {@code access-token}
 */
public record SecretRef(UUID owner, String field) {

    private static final Pattern FIELD = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    public SecretRef {
        if (!FIELD.matcher(field).matches()) {
            throw new IllegalArgumentException("a secret's field has 1 to 40 of a-z, 0-9 and hyphens");
        }
    }

    @Override
    public String toString() {
        return owner + "." + field;
    }
}

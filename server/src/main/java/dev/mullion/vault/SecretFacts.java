package dev.mullion.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** What may be shown of a secret: everything but its value and its length. */
public record SecretFacts(SecretRef ref, SecretTerms terms, int keyVersion, Instant createdAt, Instant sealedAt) {

    static SecretFacts of(ResultSet row, int number) throws SQLException {
        return new SecretFacts(
                new SecretRef(row.getObject("owner", UUID.class), row.getString("field")),
                SealedRow.terms(row),
                row.getInt("key_version"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("sealed_at").toInstant());
    }
}

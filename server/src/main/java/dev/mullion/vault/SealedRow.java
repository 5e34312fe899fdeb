package dev.mullion.vault;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * A secret as it is stored.
 *
 * @param latest the newest version that was ever written of it
 * @param sealed never changed
 */
record SealedRow(SecretTerms terms, int keyVersion, long rowVersion, long latest, Bytes sealed) {

    /** Bytes that nobody changes: records hold no arrays. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and copied would cost each delivery the copy
    record Bytes(byte[] value) {
        @Override
        public String toString() {
            return value.length + " sealed bytes";
        }
    }

    static SealedRow of(ResultSet row, int number) throws SQLException {
        return new SealedRow(
                terms(row),
                row.getInt("key_version"),
                row.getLong("row_version"),
                row.getLong("latest"),
                new Bytes(row.getBytes("sealed")));
    }

    /** Terms that nobody could have stored were written by somebody else. */
    static SecretTerms terms(ResultSet row) throws SQLException {
        Object hosts = row.getArray("hosts").getArray();
        try {
            if (!(hosts instanceof String[] names) || Arrays.stream(names).anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("a list of lists, or with nothing in one of its places");
            }
            return new SecretTerms(SecretClass.of(row.getString("class")), new TreeSet<>(List.of(names)));
        } catch (IllegalArgumentException e) {
            throw new SecretUnavailable(SecretUnavailable.Reason.UNOPENABLE, e);
        }
    }
}

package dev.mullion.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** What of an event stands in the tree: all but its salt and payload, which the commitment stands for. */
@SuppressWarnings("ArrayRecordComponent") // A row on its way; nobody compares it.
record HashedEvent(long index, String header, byte[] commitment, byte[] leaf) {

    static HashedEvent of(ResultSet row, int number) throws SQLException {
        return new HashedEvent(
                row.getLong("index"), row.getString("header"), row.getBytes("commitment"), row.getBytes("leaf"));
    }

    /** Whether header and commitment give the leaf that stands in the tree, at the place that the header names. */
    boolean keepsItsLeaf(MessageDigest sha256) {
        sha256.update((byte) 0);
        sha256.update(header.getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(sha256.digest(commitment), leaf) && header.startsWith("v1 " + index + " ");
    }

    /** The key that it announces, in the words of {@link CheckpointKey#announcedAs}. */
    Optional<String> announced() {
        String[] words = header.split(" ", -1);
        boolean announces = words.length > 6
                && (words[5].equals(AuditAction.LOG_OPENED.word())
                        || words[5].equals(AuditAction.KEY_ANNOUNCED.word()));
        return announces ? Optional.of(words[6].substring(words[6].indexOf(':') + 1)) : Optional.empty();
    }
}

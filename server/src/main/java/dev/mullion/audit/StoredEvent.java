package dev.mullion.audit;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** An event as the rows have it, hashes included; erased, it has neither salt nor payload. */
@SuppressWarnings("ArrayRecordComponent") // A row on its way; nobody compares it.
record StoredEvent(
        long index, String header, byte @Nullable [] salt, byte @Nullable [] payload, byte[] commitment, byte[] leaf) {

    static StoredEvent of(ResultSet row, int number) throws SQLException {
        return new StoredEvent(
                row.getLong("index"),
                row.getString("header"),
                row.getBytes("salt"),
                row.getBytes("payload"),
                row.getBytes("commitment"),
                row.getBytes("leaf"));
    }

    /** As it stands in its header; events of a log ascend by it. */
    String time() {
        return header.split(" ", 4)[2];
    }

    /** The line that stands for it in a bundle and in a proof. */
    String line() {
        Base64.Encoder base64 = Base64.getEncoder();
        String hash = base64.encodeToString(leaf);
        if (salt == null || payload == null) {
            return "erased " + hash + " " + base64.encodeToString(commitment) + " " + header + "\n";
        }
        String text = payload.length == 0 ? "-" : base64.encodeToString(payload);
        return "event " + hash + " " + base64.encodeToString(salt) + " " + text + " " + header + "\n";
    }

    /** Whether salt and payload are the ones that were committed to. */
    boolean keepsItsCommitment(MessageDigest sha256) {
        if (salt == null || payload == null) {
            return true;
        }
        sha256.update(salt);
        return MessageDigest.isEqual(sha256.digest(payload), commitment);
    }

    /** Whether header and commitment give the leaf that stands in the tree. */
    boolean keepsItsLeaf(MessageDigest sha256) {
        return new HashedEvent(index, header, commitment, leaf).keepsItsLeaf(sha256);
    }
}

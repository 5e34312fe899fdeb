package dev.mullion.web;

import dev.mullion.keys.DerivedKey;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.telemetry.engineering.PullRequests.Cursor;
import dev.mullion.tenancy.WorkspaceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.stereotype.Component;

/**
 * The place where a page of pull requests ended, as text for an address. Signed with a key of the workspace over the
 * query it belongs to: one of another workspace or query, or a changed one, does not fit.
 */
@Component
class Cursors {

    private static final int PLACE = 2 * Long.BYTES;
    private static final int MAC = 16;

    private final KeyRing keys;

    Cursors(KeyRing keys) {
        this.keys = keys;
    }

    String write(WorkspaceId workspace, Query query, Cursor cursor) {
        byte[] place = ByteBuffer.allocate(PLACE)
                .putLong(cursor.value())
                .putLong(cursor.id())
                .array();
        byte[] text = ByteBuffer.allocate(PLACE + MAC)
                .put(place)
                .put(mac(workspace, query, place))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    Cursor read(WorkspaceId workspace, Query query, String text) {
        byte[] bytes = decode(text);
        byte[] place = Arrays.copyOf(bytes, PLACE);
        byte[] claimed = Arrays.copyOfRange(bytes, PLACE, PLACE + MAC);
        if (!MessageDigest.isEqual(mac(workspace, query, place), claimed)) {
            throw new UnfitParameter(EntryQuery.AFTER, "where a page of this list and filter ended");
        }
        ByteBuffer read = ByteBuffer.wrap(place);
        return new Cursor(read.getLong(), read.getLong());
    }

    private static byte[] decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == PLACE + MAC) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            // A text of another length and one that is no Base64 are refused alike.
        }
        throw new UnfitParameter(EntryQuery.AFTER, "where a page of this list and filter ended");
    }

    private byte[] mac(WorkspaceId workspace, Query query, byte[] place) {
        DerivedKey key = keys.scoped(KeyLabel.CURSOR, workspace.value(), 1);
        return Arrays.copyOf(
                key.mac(place, "pull-requests?".getBytes(StandardCharsets.UTF_8), bytes(query.text())), MAC);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

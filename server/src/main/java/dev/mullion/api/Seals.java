package dev.mullion.api;

import dev.mullion.identity.http.Problem;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.Workspaces;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Seals cursors and tags with a key of the workspace whose door is open. A cursor holds for one list with one filter in
 * one workspace; an edited one, another list's and another workspace's are refused alike.
 */
@Component
class Seals {

    private static final int MAC_BYTES = 16;
    private static final int LONGEST = 300;
    private static final byte[] CURSOR = {1};
    private static final byte[] TAG = {2};
    private static final byte[] END = {0};

    private final KeyRing keys;

    Seals(KeyRing keys) {
        this.keys = keys;
    }

    /** A list as one caller asked for it. */
    record Listing(String operation, String filter) {}

    String cursor(Listing listing, String place) {
        byte[] text = bytes(place);
        byte[] mac = mac(listing, text);
        byte[] sealed = Arrays.copyOf(mac, mac.length + text.length);
        System.arraycopy(text, 0, sealed, mac.length, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /**
     * The place that a cursor names, or null without a cursor.
     *
     * @throws InvalidRequest when it is not a cursor of this list
     */
    @Nullable String open(Listing listing, @Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        byte[] sealed = decoded(cursor);
        byte[] text = Arrays.copyOfRange(sealed, MAC_BYTES, sealed.length);
        if (!MessageDigest.isEqual(Arrays.copyOf(sealed, MAC_BYTES), mac(listing, text))) {
            throw refused();
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Changes with the body, and tells nothing of another workspace's: equal bodies have different tags there. */
    String tag(byte[] body) {
        byte[] mac = keys.scoped(KeyLabel.CURSOR, Workspaces.bound().value(), 1).mac(TAG, body);
        return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, MAC_BYTES)) + "\"";
    }

    private byte[] mac(Listing listing, byte[] place) {
        byte[] whole = keys.scoped(KeyLabel.CURSOR, Workspaces.bound().value(), 1)
                .mac(CURSOR, bytes(listing.operation()), END, bytes(listing.filter()), END, place);
        return Arrays.copyOf(whole, MAC_BYTES);
    }

    /** The decoder overlooks spare bits, so what it read is written again and compared. */
    private static byte[] decoded(String cursor) {
        try {
            if (cursor.length() <= LONGEST) {
                byte[] sealed = Base64.getUrlDecoder().decode(cursor);
                String again = Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
                if (sealed.length > MAC_BYTES && again.equals(cursor)) {
                    return sealed;
                }
            }
        } catch (IllegalArgumentException notBase64) {
            throw refused();
        }
        throw refused();
    }

    private static InvalidRequest refused() {
        return new InvalidRequest(new Problem.Fault(
                "query", "/cursor", "is not a cursor of this list; take the one of its last page, or start without"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

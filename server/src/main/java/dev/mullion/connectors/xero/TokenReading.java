package dev.mullion.connectors.xero;

import dev.mullion.connectors.KeptPath.Kind;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.PrivateText;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A pair of tokens as Xero gives it out, with what it may do. */
final class TokenReading {

    private static final int MOST_SCOPES = 1_000;

    private final AllowList list;
    private final Slot<PrivateText> access;
    private final Slot<PrivateText> refresh;
    private final Slot<Integer> seconds;
    private final Slot<String> scope;
    private final AllowList claims;
    private final Slot<String> event;

    TokenReading(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        access = allow.secret("access_token");
        refresh = allow.secret("refresh_token");
        seconds = allow.count("expires_in");
        scope = allow.text("scope", Kind.STAGE, MOST_SCOPES);
        list = allow.build(parsers);
        AllowList.Builder claim = AllowList.builder();
        event = claim.pointer("authentication_event_id", 60);
        claims = claim.build(parsers);
    }

    AllowList list() {
        return list;
    }

    /** The bytes are the caller's to wipe. */
    byte[] access(Reading reading) {
        return reading.token(access);
    }

    /** The bytes are the caller's to wipe. */
    byte[] refresh(Reading reading) {
        return reading.token(refresh);
    }

    int seconds(Reading reading) {
        return reading.require(seconds);
    }

    Map<String, String> granted(Reading reading) {
        return XeroManifest.granted(reading.require(scope));
    }

    /** Which consent an access token is of, by its own claims; they are read and not relied on for anything else. */
    Optional<UUID> consent(byte[] token) {
        int from = indexOf(token, 0) + 1;
        int to = from == 0 ? -1 : indexOf(token, from);
        if (to < 0) {
            return Optional.empty();
        }
        byte[] part = Arrays.copyOfRange(token, from, to);
        try {
            byte[] json = Base64.getUrlDecoder().decode(part);
            Optional<String> named = claims.read(
                    json, json.length, reading -> Optional.ofNullable(reading.get(event)), (_, _) -> Optional.empty());
            Arrays.fill(json, (byte) 0);
            return named.map(UUID::fromString);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        } finally {
            Arrays.fill(part, (byte) 0);
        }
    }

    private static int indexOf(byte[] token, int from) {
        for (int i = from; i < token.length; i++) {
            if (token[i] == '.') {
                return i;
            }
        }
        return -1;
    }
}

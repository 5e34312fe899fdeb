package dev.mullion.connectors.github;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.PrivateText;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import java.time.Instant;
import java.util.Map;

/** A freshly minted token: opaque, of whatever length up to 1,024 characters. */
final class TokenReading {

    private final AllowList list;
    private final Slot<PrivateText> token;
    private final Slot<Instant> expiresAt;
    private final Slot<Map<String, String>> permissions;

    TokenReading(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        token = allow.secret("token");
        expiresAt = allow.instant("expires_at");
        permissions = allow.words("permissions");
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    /** The bytes are the caller's to wipe. */
    byte[] token(Reading reading) {
        return reading.token(token);
    }

    Instant expiresAt(Reading reading) {
        return reading.require(expiresAt);
    }

    Map<String, String> permissions(Reading reading) {
        return reading.require(permissions);
    }
}

package dev.mullion.connectors.github;

import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.PrivateText;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** An App that was just made of a manifest, with everything that it signs in with. */
final class ConversionReading {

    private static final int LONGEST_NAME = 100;

    private final AllowList list;
    private final Slot<Long> id;
    private final Slot<String> slug;
    private final Slot<String> client;
    private final Slot<PrivateText> clientSecret;
    private final Slot<PrivateText> webhookSecret;
    private final Slot<PrivateText> key;
    private final Slot<Map<String, String>> permissions;

    ConversionReading(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        id = allow.id("id");
        slug = allow.pointer("slug", LONGEST_NAME);
        client = allow.pointer("client_id", LONGEST_NAME);
        clientSecret = allow.secret("client_secret");
        webhookSecret = allow.secret("webhook_secret");
        key = allow.secret("pem");
        permissions = allow.words("permissions");
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    MadeApp made(Reading reading) {
        return new MadeApp(
                reading.require(id),
                reading.require(slug),
                reading.require(client),
                bytes(reading, clientSecret),
                bytes(reading, webhookSecret),
                bytes(reading, key));
    }

    Map<String, String> permissions(Reading reading) {
        return reading.require(permissions);
    }

    /** A private key has lines, which no token has. */
    private static byte[] bytes(Reading reading, Slot<PrivateText> slot) {
        return reading.require(slot).compare(characters -> {
            byte[] bytes = new byte[characters.length()];
            for (int i = 0; i < bytes.length; i++) {
                if (characters.charAt(i) > '~') {
                    Arrays.fill(bytes, (byte) 0);
                    throw reading.refusal(slot, "text of " + StandardCharsets.US_ASCII);
                }
                bytes[i] = (byte) characters.charAt(i);
            }
            return bytes;
        });
    }
}

package dev.mullion.connectors.github;

import dev.mullion.connectors.KeptPath.Kind;
import dev.mullion.connectors.projection.AllowList;
import dev.mullion.connectors.projection.Parsers;
import dev.mullion.connectors.projection.PrivateText;
import dev.mullion.connectors.projection.Reading;
import dev.mullion.connectors.projection.Slot;
import org.jspecify.annotations.Nullable;

/** What a code is exchanged for: a token, or an error in an answer that says 200. A token to renew it is not read. */
final class PersonTokenReading {

    private static final int MOST_SCOPES = 1_000;

    /** What GitHub says of a code that it does not take. */
    enum Fault {
        BAD_VERIFICATION_CODE,
        INCORRECT_CLIENT_CREDENTIALS,
        REDIRECT_URI_MISMATCH,
        OTHER
    }

    private final AllowList list;
    private final Slot<PrivateText> token;
    private final Slot<String> scope;
    private final Slot<Fault> error;

    PersonTokenReading(Parsers parsers) {
        AllowList.Builder allow = AllowList.builder();
        token = allow.secret("access_token");
        scope = allow.text("scope", Kind.STAGE, MOST_SCOPES);
        error = allow.stage("error", Fault.class, Fault.OTHER);
        list = allow.build(parsers);
    }

    AllowList list() {
        return list;
    }

    /** Null where there is a token. */
    @Nullable Fault fault(Reading reading) {
        return reading.get(error);
    }

    /** Tokens of a GitHub App have none: one that has some is of an app of another kind, and may do what they say. */
    boolean hasScopes(Reading reading) {
        String said = reading.get(scope);
        return said != null && !said.isBlank();
    }

    /** The bytes are the caller's to wipe. */
    byte[] token(Reading reading) {
        return reading.token(token);
    }
}

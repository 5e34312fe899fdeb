package dev.mullion.sandbox.github;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks an App's JWT as GitHub does: RS256, begun, not over, at most ten minutes long, of this App. */
record AppSignature(long app, PublicKey key) {

    private static final long LONGEST_SECONDS = 600;

    /** What is wrong with it, in GitHub's words; empty: nothing. */
    String fault(String token, Instant now) {
        String[] parts = token.split("\\.", -1);
        try {
            if (parts.length != 3 || !json(parts[0]).path("alg").asString("").equals("RS256") || !isSigned(parts)) {
                return "A JSON web token could not be decoded";
            }
            JsonNode claims = json(parts[1]);
            long issued = claims.path("iat").asLong(Long.MAX_VALUE);
            long ends = claims.path("exp").asLong(0);
            if (issued > now.getEpochSecond()) {
                return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
            }
            if (ends <= now.getEpochSecond()) {
                return "'Expiration time' claim ('exp') must be a numeric value representing the future time";
            }
            if (ends > now.getEpochSecond() + LONGEST_SECONDS) {
                return "'Expiration time' claim ('exp') is too far in the future";
            }
            return claims.path("iss").asString("").equals(Long.toString(app)) ? "" : "Integration not found";
        } catch (JacksonException | IllegalArgumentException | GeneralSecurityException _) {
            return "A JSON web token could not be decoded";
        }
    }

    private boolean isSigned(String[] parts) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static JsonNode json(String encoded) {
        return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(encoded));
    }
}

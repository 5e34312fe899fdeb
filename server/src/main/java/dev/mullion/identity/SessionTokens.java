package dev.mullion.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.mullion.keys.DerivedKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/**
 * Signs and reads session tokens: JSON Web Tokens (RFC 7519) under HS256 and one key. The algorithm is ours, never the
 * header's, and no key is ever looked up by what a header names (RFC 8725, sections 3.1 and 3.10).
 */
final class SessionTokens {

    private static final int LONGEST = 1_024;
    private static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.HS256);

    private final DerivedKey key;
    private final Clock clock;

    SessionTokens(DerivedKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    record Claims(SessionId session, PersonId person) {}

    Credential sign(Claims claims, Instant issued, Instant expires) {
        var set = new JWTClaimsSet.Builder()
                .jwtID(claims.session().value().toString())
                .subject(claims.person().value().toString())
                .issueTime(Date.from(issued))
                .expirationTime(Date.from(expires))
                .build();
        var token = new SignedJWT(HEADER, set);
        key.expose(bytes -> {
            try {
                token.sign(new MACSigner(bytes));
                return true;
            } catch (JOSEException e) {
                throw new IllegalStateException("HS256 takes every key of 32 bytes", e);
            }
        });
        return Credential.of(token.serialize());
    }

    /** What a token says, if it is ours and has not expired; whether its session was revoked is another question. */
    Optional<Claims> read(Credential presented) {
        return presented.expose(text -> {
            try {
                return text.length() > LONGEST ? Optional.empty() : read(SignedJWT.parse(text));
            } catch (ParseException | IllegalArgumentException malformed) {
                return Optional.empty();
            }
        });
    }

    private Optional<Claims> read(SignedJWT token) throws ParseException {
        if (!HEADER.toJSONObject().equals(token.getHeader().toJSONObject()) || !signedByUs(token)) {
            return Optional.empty();
        }
        JWTClaimsSet claims = token.getJWTClaimsSet();
        Date expires = claims.getExpirationTime();
        if (expires == null || !clock.instant().isBefore(expires.toInstant())) {
            return Optional.empty();
        }
        return Optional.of(new Claims(
                new SessionId(UUID.fromString(String.valueOf(claims.getJWTID()))),
                new PersonId(UUID.fromString(String.valueOf(claims.getSubject())))));
    }

    private boolean signedByUs(SignedJWT token) {
        return key.expose(bytes -> {
            try {
                return token.verify(new MACVerifier(bytes));
            } catch (JOSEException e) {
                return false;
            }
        });
    }
}

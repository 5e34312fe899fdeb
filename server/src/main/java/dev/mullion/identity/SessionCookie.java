package dev.mullion.identity;

import java.time.Duration;
import org.springframework.http.ResponseCookie;

/**
 * The cookie of a session. Its prefix makes browsers insist on Secure, this host alone and the whole path (RFC 6265bis,
 * section 4.1.3.2), so no sibling domain can plant one.
 */
public final class SessionCookie {

    public static final String NAME = "__Host-mullion";

    private SessionCookie() {}

    public static ResponseCookie of(Session session) {
        return session.token().expose(token -> cookie(token, Sessions.LIFE));
    }

    /** Makes the browser forget. */
    public static ResponseCookie gone() {
        return cookie("", Duration.ZERO);
    }

    private static ResponseCookie cookie(String value, Duration life) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .secure(true)
                .sameSite("Lax")
                .path("/")
                .maxAge(life)
                .build();
    }
}

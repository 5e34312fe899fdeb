package dev.mullion.web;

import dev.mullion.identity.ConnectLinks;
import dev.mullion.identity.Credential;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;

/**
 * What a browser keeps of a link while its owner is at a vendor: the link's secret, and one of this browser alone. Who
 * has the link but another browser cannot end what was begun in this one, and nobody can have it ended with an account
 * of their own. Of no use after the link.
 *
 * @param link the link's secret
 */
record GuestCookie(String link, String browser) {

    static final String NAME = "__Host-mullion-connect";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    static GuestCookie of(String link) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new GuestCookie(link, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Empty where there is none, or where there are several: then nobody can tell which is meant. */
    static Optional<GuestCookie> in(HttpServletRequest request) {
        List<String> values = Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(NAME))
                .map(Cookie::getValue)
                .toList();
        if (values.size() != 1 || values.getFirst().length() > 200) {
            return Optional.empty();
        }
        String[] parts = values.getFirst().split("\\.", -1);
        return parts.length == 2 ? Optional.of(new GuestCookie(parts[0], parts[1])) : Optional.empty();
    }

    Credential secret() {
        return Credential.of(link);
    }

    /** What is stored of the browser's own secret. */
    String hash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(browser.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Sent along on the way back, which begins at the vendor's site: Lax, not Strict. */
    ResponseCookie header() {
        return header(link + "." + browser, ConnectLinks.LIFE.toSeconds());
    }

    static ResponseCookie gone() {
        return header("", 0);
    }

    private static ResponseCookie header(String value, long seconds) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .secure(true)
                .sameSite("Lax")
                .path("/")
                .maxAge(seconds)
                .build();
    }

    @Override
    public String toString() {
        return "[redacted cookie of a link]";
    }
}

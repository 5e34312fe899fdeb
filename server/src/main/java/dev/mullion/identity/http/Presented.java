package dev.mullion.identity.http;

import dev.mullion.identity.Credential;
import dev.mullion.identity.SessionCookie;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** The credential that a request carries. Other headers and schemes that could name a caller are not looked at. */
sealed interface Presented {

    record Nothing() implements Presented {}

    record InCookie(Credential session) implements Presented {}

    record InHeader(Credential token) implements Presented {}

    /** More than one: whom it is from would depend on who reads it. */
    record Ambiguous() implements Presented {}

    static Presented by(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        List<String> cookies = Stream.ofNullable(request.getCookies())
                .flatMap(Stream::of)
                .filter(cookie -> cookie.getName().equals(SessionCookie.NAME))
                .map(Cookie::getValue)
                .toList();
        if (headers.size() + cookies.size() > 1) {
            return new Ambiguous();
        }
        if (!cookies.isEmpty()) {
            return new InCookie(Credential.of(cookies.getFirst()));
        }
        return headers.isEmpty() ? new Nothing() : bearer(headers.getFirst());
    }

    private static Presented bearer(String header) {
        return header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? new InHeader(Credential.of(header.substring(7).strip()))
                : new Nothing();
    }
}

package dev.mullion.identity.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.security.web.header.HeaderWriter;

/**
 * The headers of every answer. HSTS is sent over plain http too, where browsers ignore it: behind a proxy that ends TLS
 * every request is plain here, and forwarded headers are not believed. Nothing may be stored on the way but the files
 * under {@code /assets/}, for which their own handler says so (an error there has not come to it), and a caller's own
 * copy of what the API has tagged.
 */
final class SecurityHeaders implements HeaderWriter {

    /** One caller's own copy, which the server is asked about before each use: what an ETag is for. */
    private static final String ASK_ALWAYS = "private, no-cache";

    private static final Map<String, String> ALWAYS = Map.of(
            "Strict-Transport-Security",
            "max-age=31536000; includeSubDomains",
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Permissions-Policy",
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(),"
                    + " microphone=(), midi=(), payment=(), publickey-credentials-get=(self), usb=()");

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        ALWAYS.forEach(response::setHeader);
        if (!saysItself(request.getRequestURI(), response)) {
            response.setHeader("Cache-Control", "no-store");
        }
    }

    private static boolean saysItself(String path, HttpServletResponse response) {
        return path.startsWith("/assets/")
                ? response.containsHeader("Cache-Control")
                : path.startsWith("/api/") && ASK_ALWAYS.equals(response.getHeader("Cache-Control"));
    }
}

package dev.mullion.limits;

import dev.mullion.limits.LimitSettings.Limit;
import dev.mullion.limits.RateLimits.Kind;
import dev.mullion.limits.RateLimits.Taken;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Locale;

/**
 * The header fields {@code RateLimit-Policy} and {@code RateLimit} (draft-ietf-httpapi-ratelimit-headers-10): the
 * policy's name, its quota q and window w in seconds; what remains r, and in how many seconds t it is whole again.
 */
public final class RateLimitHeaders {

    private RateLimitHeaders() {}

    /** After one was taken: what is left, and when all of it is there again. */
    public static void taken(HttpServletResponse response, Kind kind, Limit limit, Taken taken) {
        write(response, kind, limit, taken.remaining(), seconds(taken.full()));
    }

    /** Nothing is left; says in Retry-After (RFC 9110, 10.2.3) when to come back. */
    public static void refused(HttpServletResponse response, Kind kind, Limit limit, Duration retryAfter) {
        long wait = Math.max(1, seconds(retryAfter));
        response.setHeader("Retry-After", Long.toString(wait));
        write(response, kind, limit, 0, wait);
    }

    private static void write(HttpServletResponse response, Kind kind, Limit limit, long remaining, long wholeAgain) {
        String name = "\"" + kind.name().toLowerCase(Locale.ROOT) + "\"";
        response.setHeader("RateLimit-Policy", name + ";q=" + limit.burst() + ";w=" + seconds(limit.window()));
        response.setHeader("RateLimit", name + ";r=" + remaining + ";t=" + wholeAgain);
    }

    /** Rounded up: who waits that long finds the token there. */
    private static long seconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}

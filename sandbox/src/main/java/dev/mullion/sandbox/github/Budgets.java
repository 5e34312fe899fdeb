package dev.mullion.sandbox.github;

import dev.mullion.sandbox.vendor.Reply;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What each token may ask still, in the headers that GitHub says it with. It is never spent: a mood does that. */
final class Budgets {

    private static final int AN_HOUR = 5_000;
    private static final int MOST_TOKENS = 1_000;

    private final Map<String, Integer> spent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST_TOKENS;
        }
    };

    /** A reply that says nothing of budgets by itself, with what is left after it. */
    Reply told(Reply reply, String token, boolean isGraphQl, Instant now) {
        if (reply.status() >= 300 || reply.headers().keySet().stream().anyMatch(Budgets::isOne)) {
            return reply;
        }
        String resource = isGraphQl ? "graphql" : "core";
        int used = spent.merge(token + " " + resource, 1, Integer::sum);
        long reset = now.truncatedTo(ChronoUnit.HOURS)
                .plus(1, ChronoUnit.HOURS)
                .plus(5, ChronoUnit.MINUTES)
                .getEpochSecond();
        return reply.with(Map.of(
                "X-RateLimit-Limit", Integer.toString(AN_HOUR),
                "X-RateLimit-Remaining", Integer.toString(Math.max(1, AN_HOUR - used)),
                "X-RateLimit-Reset", Long.toString(reset),
                "X-RateLimit-Resource", resource));
    }

    private static boolean isOne(String header) {
        return header.toLowerCase(Locale.ROOT).startsWith("x-ratelimit-");
    }
}

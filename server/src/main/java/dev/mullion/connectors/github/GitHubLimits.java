package dev.mullion.connectors.github;

import dev.mullion.egress.Allowance;
import dev.mullion.egress.Allowance.Kind;
import dev.mullion.egress.Budget.Reach;
import dev.mullion.egress.LimitSigns;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's limits. The primary one is told by headers, on 403 as on 429; the secondary one sometimes by nothing but a
 * sentence in the body, with the primary one far from spent; that of GraphQL by an error inside a 200.
 */
final class GitHubLimits implements LimitSigns {

    private static final Pattern EPOCH = Pattern.compile("\\d{1,11}");
    private static final Duration FURTHEST = Duration.ofHours(2);
    private static final Pattern GRAPHQL = Pattern.compile("\"type\"\\s*:\\s*\"RATE_LIMITED\"");

    @Override
    public Sign read(Head head) {
        boolean isSpent =
                head.header("x-ratelimit-remaining").filter("0"::equals).isPresent();
        return switch (head.status()) {
            case 403, 429 -> refused(head, isSpent);
            case 500, 502, 503, 504 -> new Sign.Again(Integer.toString(head.status()));
            default -> {
                if (GRAPHQL.matcher(head.opening()).find()) {
                    yield new Sign.Held(new Hold(Reach.ACCOUNT, reset(head), "GraphQL limit"));
                }
                yield isSpent
                        ? new Sign.Last(new Hold(Reach.ACCOUNT, reset(head), "primary limit spent"))
                        : new Sign.Stands();
            }
        };
    }

    /** What the App is asked in its own name is of another budget than its installations. */
    @Override
    public List<Allowance> left(Head head, String account) {
        Optional<Long> left = head.count("x-ratelimit-remaining");
        if (left.isEmpty() || !account.startsWith(GitHubPuller.INSTALLATION)) {
            return List.of();
        }
        boolean isPoints =
                head.header("x-ratelimit-resource").filter("graphql"::equals).isPresent();
        return List.of(new Allowance(
                isPoints ? Kind.POINTS : Kind.REQUESTS,
                left.get(),
                head.count("x-ratelimit-limit").orElse(null),
                until(head),
                head.now()));
    }

    /** An hour at most; whatever lies further off is no reset of GitHub's. */
    private static @Nullable Instant until(Head head) {
        return head.header("x-ratelimit-reset")
                .filter(value -> EPOCH.matcher(value).matches())
                .map(value -> Instant.ofEpochSecond(Long.parseLong(value)))
                .filter(at -> at.isBefore(head.now().plus(FURTHEST)))
                .orElse(null);
    }

    private static Sign refused(Head head, boolean isSpent) {
        String said = head.opening().toLowerCase(Locale.ROOT);
        boolean isSecondary = said.contains("secondary rate limit") || said.contains("abuse detection");
        if (head.header("retry-after").isPresent()) {
            return new Sign.Held(head.hold(Reach.ACCOUNT, "Retry-After"));
        }
        if (isSpent) {
            return new Sign.Held(new Hold(Reach.ACCOUNT, reset(head), "primary limit"));
        }
        return isSecondary || head.status() == 429
                ? new Sign.Held(new Hold(Reach.ACCOUNT, Optional.empty(), "secondary limit"))
                : new Sign.Stands();
    }

    private static Optional<Duration> reset(Head head) {
        return head.header("x-ratelimit-reset")
                .filter(value -> EPOCH.matcher(value).matches())
                .map(value -> head.until(Instant.ofEpochSecond(Long.parseLong(value))));
    }
}

package dev.mullion.probes;

import dev.mullion.checks.Check;
import dev.mullion.identity.Permission;
import dev.mullion.identity.Permission.Domain;
import dev.mullion.identity.Permissions;
import dev.mullion.limits.LimitSettings.Limit;
import dev.mullion.limits.RateLimits;
import dev.mullion.limits.RateLimits.Kind;
import dev.mullion.loopback.OwnPort;
import dev.mullion.loopback.Visitor;
import dev.mullion.loopback.Visitor.Answer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Floods the server as a stranger and with a token, until each is refused, and sees that others are still served; of a
 * workspace and of a hook see {@link SharedBuckets}.
 */
@Component
class Floods {

    /** Beyond the burst, what comes back while the flood goes on. */
    private static final int MORE = 400;

    private static final int MOST = 6_000;

    private final OwnPort port;
    private final RateLimits limits;
    private final CanaryPeople canaries;
    private final SharedBuckets shared;
    private final Clock clock;

    Floods(OwnPort port, RateLimits limits, CanaryPeople canaries, SharedBuckets shared, Clock clock) {
        this.port = port;
        this.limits = limits;
        this.canaries = canaries;
        this.shared = shared;
        this.clock = clock;
    }

    List<Check> run() {
        return List.of(
                Check.attempt("limits.in-force", this::inForce),
                Check.attempt("limits.stranger", this::stranger),
                Check.attempt("limits.credential", this::credential),
                Check.attempt("limits.workspace", shared::workspace),
                Check.attempt("limits.hook", shared::hook));
    }

    private Check inForce() {
        String figures = Arrays.stream(Kind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT) + " " + words(limits.limit(kind)))
                .collect(Collectors.joining(", "));
        return Check.ok("limits.in-force", figures);
    }

    private static String words(Limit limit) {
        return limit.tokens() + " in " + limit.per().toSeconds() + " s, " + limit.burst() + " at once";
    }

    private Check stranger() {
        try (Visitor flood = Visitor.of(port);
                Visitor other = Visitor.of(port)) {
            return flooded("limits.stranger", Kind.STRANGER, flood, other, "/signed-out");
        }
    }

    private Check credential() {
        Permissions reads = Permissions.of(Permission.read(Domain.SETTINGS));
        String path = "/api/v1/workspaces/" + canaries.home().slug() + "/members";
        try (Visitor visitor = Visitor.of(port);
                CanaryPeople.Token flood = canaries.token(reads);
                CanaryPeople.Token other = canaries.token(reads)) {
            long sent = flood(visitor, Kind.CREDENTIAL, path, flood.header());
            Answer served = visitor.get(path, other.header());
            return verdict("limits.credential", Kind.CREDENTIAL, sent, served.status());
        }
    }

    private Check flooded(String name, Kind kind, Visitor flood, Visitor other, String path) {
        long sent = flood(flood, kind, path);
        return verdict(name, kind, sent, other.get(path).status());
    }

    /** How many were answered before one was refused; -1 where none was. */
    private long flood(Visitor visitor, Kind kind, String path, String... headers) {
        Limit limit = limits.limit(kind);
        Instant begun = clock.instant();
        for (long sent = 0; sent < Math.min(MOST, burst(limit, begun) + MORE); sent++) {
            Answer answer = visitor.get(path, headers);
            if (answer.status() == 429) {
                return answer.header("Retry-After").isPresent() ? sent : -1;
            }
        }
        return -1;
    }

    /** What may be asked by now: a slow server's limit fills again while it is asked. */
    private long burst(Limit limit, Instant begun) {
        long passed = Duration.between(begun, clock.instant()).toMillis();
        return limit.burst() + limit.tokens() * passed / limit.per().toMillis();
    }

    private static Check verdict(String name, Kind kind, long sent, int other) {
        boolean refused = sent >= 0;
        boolean served = other != 429 && other < 500;
        return Check.of(
                name,
                refused && served,
                (refused ? "refused after " + sent + " requests" : "never refused")
                        + "; another " + kind.name().toLowerCase(Locale.ROOT) + " meanwhile: "
                        + (served ? "served" : "answered with " + other));
    }
}

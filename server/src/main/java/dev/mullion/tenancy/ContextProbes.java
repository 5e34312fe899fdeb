package dev.mullion.tenancy;

import dev.mullion.checks.Check;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows the database contexts that must not hold, and one that must. */
final class ContextProbes {

    private static final Duration LIFE = Duration.ofSeconds(30);
    private static final Duration TOLERABLE_SKEW = Duration.ofSeconds(5);

    private final BareConnections bare;
    private final ContextSigner signer;
    private final Canaries canaries;
    private final Clock clock;

    ContextProbes(BareConnections bare, ContextSigner signer, Canaries canaries, Clock clock) {
        this.bare = bare;
        this.signer = signer;
        this.canaries = canaries;
        this.clock = clock;
    }

    List<Check> run() {
        WorkspaceId own = canaries.first();
        WorkspaceId other = canaries.second();
        return List.of(
                Check.attempt("context.own", () -> own(own)),
                Check.attempt("context.none", () -> none("context.none", List.of(_ -> ""))),
                Check.attempt("context.forged", () -> none("context.forged", forged(own))),
                Check.attempt("context.expired", () -> none("context.expired", List.of(expired(own)))),
                Check.attempt(
                        "context.other-backend",
                        () -> none("context.other-backend", List.of(backend -> signer.sign(own, backend + 1)))),
                Check.attempt(
                        "context.other-workspace",
                        () -> none("context.other-workspace", List.of(relabelled(own, other)))),
                Check.attempt("context.after-commit", () -> afterCommit(own)),
                Check.attempt("context.set-config-injection", () -> injection(own, other)),
                Check.attempt("context.clock", this::clocks));
    }

    private Check own(WorkspaceId own) {
        Optional<UUID> seen = bare.use(connection -> {
            BareConnections.carry(connection, backend -> signer.sign(own, backend));
            return seen(connection);
        });
        return Check.of("context.own", seen.equals(Optional.of(own.value())), "a context that the server signed holds");
    }

    private Check none(String name, List<BareConnections.Context> contexts) {
        long held = contexts.stream()
                .filter(context -> bare.use(connection -> {
                            BareConnections.carry(connection, context);
                            return seen(connection);
                        })
                        .isPresent())
                .count();
        return Check.of(name, held == 0, held + " of " + contexts.size() + " held");
    }

    private List<BareConnections.Context> forged(WorkspaceId own) {
        return List.of(
                _ -> own.value().toString(),
                backend -> signer.sign(own, backend).substring(0, 92) + "0".repeat(64),
                backend -> flipped(signer.sign(own, backend), 155),
                backend -> flipped(signer.sign(own, backend), 91 - 1),
                backend -> signer.sign(own, backend) + " ");
    }

    private static String flipped(String token, int at) {
        char other = token.charAt(at) == '0' ? '1' : '0';
        return token.substring(0, at) + other + token.substring(at + 1);
    }

    private BareConnections.Context expired(WorkspaceId own) {
        return backend -> signer.sign(own, backend, clock.instant().minus(TOLERABLE_SKEW.multipliedBy(12)));
    }

    private BareConnections.Context relabelled(WorkspaceId own, WorkspaceId other) {
        return backend -> other.value() + signer.sign(own, backend).substring(36);
    }

    private Check afterCommit(WorkspaceId own) {
        Optional<UUID> seen = bare.use(connection -> {
            BareConnections.carry(
                    connection,
                    backend -> signer.sign(own, backend, clock.instant().plus(LIFE)));
            connection.commit();
            return seen(connection);
        });
        return Check.of("context.after-commit", seen.isEmpty(), "the next transaction has no context");
    }

    /** Text that changes the context in the middle of a statement gets nothing of the other workspace. */
    private Check injection(WorkspaceId own, WorkspaceId other) {
        Canaries.Canary target = canaries.plantIn(other);
        try {
            String change = "set_config('mullion.context', '" + other.value() + "', true) is not null";
            List<String> statements = List.of(
                    "select from mullion.canary where id = ? and " + change,
                    "with x as materialized (select " + change + " y) select from x, mullion.canary where y and id = ?",
                    "select from (select " + change
                            + " y offset 0) x, lateral (select id from mullion.canary) c where y and id = ?",
                    "select from mullion.canary where id = ? order by " + change,
                    "update mullion.canary set note = '' where id = ? and " + change);
            long reached = statements.stream()
                    .filter(sql -> reachesRowByRow(own, target, sql))
                    .count();
            return Check.of(
                    "context.set-config-injection",
                    reached == 0,
                    reached + " of " + statements.size() + " statements reached the other's row");
        } finally {
            canaries.remove(target);
        }
    }

    /** Under a sequential scan a condition without columns runs ahead of the policy's own; an index would hide that. */
    private boolean reachesRowByRow(WorkspaceId own, Canaries.Canary target, String sql) {
        return bare.use(connection -> {
            BareConnections.carry(connection, backend -> signer.sign(own, backend));
            BareConnections.attemptOn(connection, "set local enable_indexscan = off");
            BareConnections.attemptOn(connection, "set local enable_bitmapscan = off");
            return BareConnections.attemptOn(connection, sql, target.row()).reached();
        });
    }

    /** A context is judged by the database's clock; far apart, no context would hold and every page would be empty. */
    private Check clocks() {
        Duration skew = bare.use(
                connection -> Duration.between(clock.instant(), now(connection)).abs());
        String detail = "the server's and the database's clocks are " + skew.toMillis() + " ms apart";
        return skew.compareTo(TOLERABLE_SKEW) <= 0
                ? Check.ok("context.clock", detail)
                : Check.failed("context.clock", detail + "; set both by NTP");
    }

    private static Instant now(Connection connection) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement("select clock_timestamp()");
                ResultSet row = ask.executeQuery()) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }

    private static Optional<UUID> seen(Connection connection) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement("select mullion.workspace()");
                ResultSet row = ask.executeQuery()) {
            row.next();
            @Nullable UUID seen = row.getObject(1, UUID.class);
            return Optional.ofNullable(seen);
        }
    }
}

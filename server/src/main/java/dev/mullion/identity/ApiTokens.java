package dev.mullion.identity;

import dev.mullion.audit.AuditAction;
import dev.mullion.audit.AuditEvent;
import dev.mullion.audit.AuditTrail;
import dev.mullion.identity.Caller.TokenCaller;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Uuid7;
import dev.mullion.tenancy.Workspaces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The API tokens of a workspace. The secret is shown once and only its keyed hash is stored. What a token may do is
 * read inside the door at each request, so a revocation holds at once everywhere. Safe to share between threads.
 */
public final class ApiTokens {

    public static final Duration LONGEST_LIFE = Duration.ofDays(365);
    public static final int MOST_LIVE = 200;

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final TokenRoutes routes;
    private final AuditTrail trail;
    private final Clock clock;

    ApiTokens(Workspaces workspaces, TenantSql tenant, TokenRoutes routes, AuditTrail trail, Clock clock) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.routes = routes;
        this.trail = trail;
        this.clock = clock;
    }

    /** What somebody asks for. */
    public record Request(String name, Permissions permissions, Duration life) {

        public Request {
            name = Line.of("a token's name", name);
            if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(LONGEST_LIFE) > 0) {
                throw new IllegalArgumentException("a token lives from 1 second to 365 days");
            }
            if (permissions.granted().isEmpty()) {
                throw new IllegalArgumentException("a token needs at least one permission key");
            }
        }
    }

    /** A live token, without its secret. */
    public record ApiToken(TokenId id, String name, Permissions permissions, String madeBy, Validity validity) {}

    public record Validity(Instant from, Instant until) {}

    /** A token that was just made; the secret cannot be had again. */
    public record Made(TokenId id, Instant expiresAt, Credential secret) {}

    /**
     * Makes a token of the creator's workspace.
     *
     * @throws Declined when it would reach further than its creator, the workspace has 200 live tokens, or a token asks
     *     (it could give itself a longer life)
     */
    public Made create(Access creator, Request request) {
        if (creator.actor().kind() == Actor.Kind.TOKEN) {
            throw new Declined("a token cannot make tokens; sign in and make it yourself");
        }
        if (!creator.permissions().cover(request.permissions())) {
            throw new Declined(
                    "a token cannot be given more than its creator may do, which is: " + creator.permissions());
        }
        return workspaces.within(creator.workspace().id(), () -> {
            WorkspaceLock.hold(tenant);
            requireRoom();
            return insert(creator.actor(), request);
        });
    }

    /** The live tokens of the workspace whose door is open, newest first; at most 200. */
    public List<ApiToken> list() {
        return tenant.sql("""
                select id, name, array_to_string(permissions, ',') as permissions, created_by, created_at, expires_at
                  from api_token
                 where workspace_id = :workspace
                   and revoked_at is null
                   and expires_at > :now
                 order by id desc
                 limit :most
                """)
                .param("now", now())
                .param("most", MOST_LIVE)
                .query(ApiTokens::token)
                .list();
    }

    /**
     * Revokes a token of the workspace whose door is open.
     *
     * @throws NotHere when it has no such live token
     */
    public void revoke(TokenId token, Actor by) {
        int revoked =
                tenant.sql("""
                update api_token
                   set revoked_at = :now
                 where workspace_id = :workspace
                   and id = :id
                   and revoked_at is null
                """).param("id", token.value()).param("now", now()).update();
        if (revoked == 0) {
            throw new NotHere();
        }
        routes.remove(token);
        trail.record(new AuditEvent(AuditAction.TOKEN_REVOKED, by, token.toString(), ""));
    }

    /** Whose token this is; empty when it is none of ours, expired or revoked. Which of these is not told. */
    public Optional<TokenCaller> authenticate(Credential presented) {
        return routes.find(presented);
    }

    /** What a token may do in the workspace whose door is open; empty when it is not one of its live tokens. */
    Optional<Permissions> permissionsOf(TokenId token) {
        return tenant.sql("""
                select array_to_string(permissions, ',')
                  from api_token
                 where workspace_id = :workspace
                   and id = :id
                   and revoked_at is null
                   and expires_at > :now
                """)
                .param("id", token.value())
                .param("now", now())
                .query(String.class)
                .optional()
                .map(Permissions::stored);
    }

    /** Revokes the tokens that a member made and that reach further than they now do. */
    void revokeBeyond(PersonId maker, Permissions limit, Actor by) {
        list().stream()
                .filter(token -> token.madeBy().equals(maker.toString()) && !limit.cover(token.permissions()))
                .forEach(token -> revoke(token.id(), by));
    }

    private void requireRoom() {
        if (list().size() >= MOST_LIVE) {
            throw new Declined("this workspace has " + MOST_LIVE + " live tokens; revoke one that is not used");
        }
    }

    private Made insert(Actor maker, Request request) {
        TokenId id = new TokenId(Uuid7.next(clock));
        Instant now = clock.instant();
        Instant expires = now.plus(request.life());
        tenant.sql("""
                insert into api_token (workspace_id, id, name, permissions, created_by, created_at, expires_at)
                values (:workspace, :id, :name, string_to_array(:permissions, ','), :maker, :now, :expires)
                """)
                .param("id", id.value())
                .param("name", request.name())
                .param("permissions", request.permissions().toString())
                .param("maker", maker.name())
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(expires))
                .update();
        routes.sweep(now);
        Credential secret = routes.add(id, expires);
        String detail = "permissions: " + request.permissions() + "; until " + expires;
        trail.record(new AuditEvent(AuditAction.TOKEN_CREATED, maker, id.toString(), detail));
        return new Made(id, expires, secret);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static ApiToken token(ResultSet row, int number) throws SQLException {
        return new ApiToken(
                new TokenId(row.getObject("id", UUID.class)),
                row.getString("name"),
                Permissions.stored(row.getString("permissions")),
                row.getString("created_by"),
                new Validity(
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant()));
    }
}

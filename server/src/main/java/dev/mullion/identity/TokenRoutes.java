package dev.mullion.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.mullion.identity.Caller.TokenCaller;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** Finds the workspace of a token, by its keyed hash, before any door is open. */
final class TokenRoutes {

    static final Duration MEMORY = Duration.ofSeconds(2);
    private static final int MOST_REMEMBERED = 20_000;

    private final TokenSecrets secrets;
    private final GlobalSql global;
    private final TenantSql tenant;
    private final Cache<String, Optional<TokenCaller>> found;

    TokenRoutes(TokenSecrets secrets, GlobalSql global, TenantSql tenant, Ticker ticker) {
        this.secrets = secrets;
        this.global = global;
        this.tenant = tenant;
        this.found = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(MEMORY)
                .ticker(ticker)
                .build();
    }

    Optional<TokenCaller> find(Credential presented) {
        if (!secrets.plausible(presented)) {
            return Optional.empty();
        }
        byte[] hash = secrets.hash(presented);
        return found.get(HexFormat.of().formatHex(hash), _ -> ask(hash));
    }

    /** Makes a secret for a token of the workspace whose door is open, and the way to it. */
    Credential add(TokenId token, Instant expires) {
        Credential secret = secrets.make(expires);
        tenant.sql("""
                insert into route (kind, key, workspace_id, target)
                values ('token', :key, :workspace, :token)
                """)
                .param("key", secrets.hash(secret))
                .param("token", token.value())
                .update();
        return secret;
    }

    /**
     * Takes the way to a token of the workspace whose door is open away; this node forgets it once that is committed.
     */
    void remove(TokenId token) {
        tenant.sql("""
                delete from route
                 where kind = 'token'
                   and workspace_id = :workspace
                   and target = :token
                """).param("token", token.value()).update();
        Workspaces.afterCommit(() -> found.asMap()
                .values()
                .removeIf(known ->
                        known.filter(caller -> caller.token().equals(token)).isPresent()));
    }

    /** Takes the ways to expired tokens away. */
    void sweep(Instant now) {
        tenant.sql("""
                delete from route
                 where kind = 'token'
                   and workspace_id = :workspace
                   and target in (select id
                                    from api_token
                                   where workspace_id = :workspace
                                     and expires_at <= :now)
                """).param("now", Timestamp.from(now)).update();
    }

    private Optional<TokenCaller> ask(byte[] hash) {
        return global.sql("select workspace_id, target from route where kind = 'token' and key = :key")
                .param("key", hash)
                .query((row, _) -> new TokenCaller(
                        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                        new TokenId(row.getObject("target", UUID.class))))
                .optional();
    }
}

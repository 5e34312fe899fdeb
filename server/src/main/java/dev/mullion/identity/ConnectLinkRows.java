package dev.mullion.identity;

import dev.mullion.keys.DerivedKey;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.Actor;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rows of links to connect by, and the routes to them. */
@Component
class ConnectLinkRows {

    /** How long a dead link's row stays, for who asks what became of it. */
    private static final Duration MEMORY = Duration.ofDays(30);

    private final GlobalSql global;
    private final TenantSql tenant;
    private final DerivedKey key;
    private final Clock clock;

    ConnectLinkRows(GlobalSql global, TenantSql tenant, KeyRing keys, Clock clock) {
        this.global = global;
        this.tenant = tenant;
        this.key = keys.installation(KeyLabel.LINK);
        this.clock = clock;
    }

    /** One that nobody has used or withdrawn yet, and that has not expired. */
    record Row(ConnectLinkId id, String connector, Actor maker, Instant expiresAt) {}

    /** Where a secret leads. */
    record Target(WorkspaceId workspace, ConnectLinkId link) {}

    Optional<Target> route(Credential secret) {
        return global.sql("select workspace_id, target from route where kind = 'connect' and key = :key")
                .param("key", hash(secret))
                .query((row, _) -> new Target(
                        new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                        new ConnectLinkId(row.getObject("target", UUID.class))))
                .optional();
    }

    void add(Row link, Credential secret) {
        tenant.sql("""
                insert into connect_link (workspace_id, id, connector, maker_kind, maker, made_at, expires_at)
                values (:workspace, :id, :connector, :kind, :maker, :now, :expires)
                """)
                .param("id", link.id().value())
                .param("connector", link.connector())
                .param("kind", link.maker().kind().word())
                .param("maker", link.maker().name())
                .param("now", now())
                .param("expires", Timestamp.from(link.expiresAt()))
                .update();
        tenant.sql("""
                insert into route (kind, key, workspace_id, target)
                values ('connect', :key, :workspace, :link)
                """)
                .param("key", hash(secret))
                .param("link", link.id().value())
                .update();
    }

    /** The latest first. */
    List<Row> open(int most) {
        return tenant.sql("""
                select id, connector, maker_kind, maker, expires_at
                  from connect_link
                 where workspace_id = :workspace
                   and expires_at > :now
                   and used_at is null
                   and withdrawn_at is null
                 order by expires_at desc, id desc
                 limit :most
                """)
                .param("now", now())
                .param("most", most)
                .query(ConnectLinkRows::row)
                .list();
    }

    /** Held until the transaction ends: whoever comes at the same time waits, and then finds it used. */
    Optional<Row> hold(ConnectLinkId link) {
        return tenant.sql("""
                select id, connector, maker_kind, maker, expires_at
                  from connect_link
                 where workspace_id = :workspace
                   and id = :id
                   and expires_at > :now
                   and used_at is null
                   and withdrawn_at is null
                   for no key update
                """)
                .param("id", link.value())
                .param("now", now())
                .query(ConnectLinkRows::row)
                .optional();
    }

    /** Whether somebody began something by one that is held, and what came of it is not known yet. */
    boolean isTried(ConnectLinkId link) {
        return tenant.sql("""
                select count(*)
                  from connect_link
                 where workspace_id = :workspace
                   and id = :id
                   and trying_until > :now
                """)
                        .param("id", link.value())
                        .param("now", now())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** @param until null: it is over */
    void tryUntil(ConnectLinkId link, @Nullable Instant until) {
        tenant.sql("""
                update connect_link
                   set trying_until = :until::timestamptz
                 where workspace_id = :workspace
                   and id = :id
                """)
                .param("id", link.value())
                .param("until", until == null ? null : Timestamp.from(until))
                .update();
    }

    void use(ConnectLinkId link) {
        tenant.sql("""
                update connect_link
                   set used_at = :now
                 where workspace_id = :workspace
                   and id = :id
                """).param("id", link.value()).param("now", now()).update();
        closeWay(link);
    }

    void withdraw(ConnectLinkId link) {
        tenant.sql("""
                update connect_link
                   set withdrawn_at = :now
                 where workspace_id = :workspace
                   and id = :id
                """).param("id", link.value()).param("now", now()).update();
        closeWay(link);
    }

    private void closeWay(ConnectLinkId link) {
        tenant.sql("""
                delete from route
                 where kind = 'connect'
                   and workspace_id = :workspace
                   and target = :link
                """).param("link", link.value()).update();
    }

    /** Ways to expired links go at once, their rows later. */
    void sweep() {
        tenant.sql("""
                delete from route
                 where kind = 'connect'
                   and workspace_id = :workspace
                   and target in (select id
                                    from connect_link
                                   where workspace_id = :workspace
                                     and expires_at <= :now)
                """).param("now", now()).update();
        tenant.sql("delete from connect_link where workspace_id = :workspace and expires_at < :past")
                .param("past", Timestamp.from(clock.instant().minus(MEMORY)))
                .update();
    }

    private byte[] hash(Credential secret) {
        return secret.hash(key, "connect");
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                new ConnectLinkId(row.getObject("id", UUID.class)),
                row.getString("connector"),
                new Actor(
                        Actor.Kind.valueOf(row.getString("maker_kind").toUpperCase(Locale.ROOT)),
                        row.getString("maker")),
                row.getTimestamp("expires_at").toInstant());
    }
}

package dev.mullion.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.mullion.identity.Caller.PersonCaller;
import dev.mullion.keys.DerivedKey;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Uuid7;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Signed-in browsers. A session is a row that can be revoked and a signed token that names it; both must hold. A
 * revocation holds at once on this node and within {@link #MEMORY} on every other. Safe to share between threads.
 */
public final class Sessions {

    public static final Duration LIFE = Duration.ofHours(12);
    static final Duration MEMORY = Duration.ofSeconds(2);
    private static final int MOST_REMEMBERED = 20_000;

    private final GlobalSql global;
    private final TenantSql tenant;
    private final DerivedKey key;
    private final Clock clock;
    private final SessionTokens tokens;
    private final Cache<SessionId, Optional<PersonId>> live;

    /** @param ticker what the short memory is measured by: it must not go back when the clock is set */
    Sessions(GlobalSql global, TenantSql tenant, DerivedKey key, Clock clock, Ticker ticker) {
        this.global = global;
        this.tenant = tenant;
        this.key = key;
        this.clock = clock;
        this.tokens = new SessionTokens(key, clock);
        this.live = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(MEMORY)
                .ticker(ticker)
                .build();
    }

    /** A session whose transaction may still be under way. */
    record Row(SessionId id, PersonId person, Instant issued) {}

    /** Opens a session in the transaction under way, and forgets the person's expired ones. */
    Row open(PersonId person) {
        Row row = new Row(new SessionId(Uuid7.next(clock)), person, clock.instant());
        tenant.sql("delete from session where person_id = :person and expires_at < :now")
                .param("person", person.value())
                .param("now", Timestamp.from(row.issued()))
                .update();
        tenant.sql("""
                insert into session (id, person_id, created_at, expires_at)
                values (:id, :person, :now, :expires)
                """)
                .param("id", row.id().value())
                .param("person", person.value())
                .param("now", Timestamp.from(row.issued()))
                .param("expires", Timestamp.from(row.issued().plus(LIFE)))
                .update();
        return row;
    }

    /** Makes the token of a session that is committed. */
    Session sign(Row row) {
        Instant expires = row.issued().plus(LIFE);
        Credential token = tokens.sign(new SessionTokens.Claims(row.id(), row.person()), row.issued(), expires);
        return new Session(row.id(), row.person(), expires, token);
    }

    /** Who presents this token; empty when it is not ours, expired or revoked. Which of these is not told. */
    public Optional<PersonCaller> verify(Credential presented) {
        return tokens.read(presented)
                .filter(claims -> live.get(claims.session(), this::personOf)
                        .filter(claims.person()::equals)
                        .isPresent())
                .map(claims -> new PersonCaller(claims.person(), claims.session()));
    }

    /** Whether the session of a request that goes on for long would still be admitted. */
    public boolean isLive(PersonCaller caller) {
        return live.get(caller.session(), this::personOf)
                .filter(caller.person()::equals)
                .isPresent();
    }

    public void revoke(SessionId session) {
        global.sql("update session set revoked_at = :now where id = :id and revoked_at is null")
                .param("id", session.value())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        live.invalidate(session);
    }

    /** Ends every session of a person. */
    public void revokeAll(PersonId person) {
        global.sql("update session set revoked_at = :now where person_id = :person and revoked_at is null")
                .param("person", person.value())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        live.invalidateAll();
    }

    /**
     * What a form of this session must carry: a MAC of the session's id, so nothing is stored and no other session's
     * will do. A session token's own MAC never covers a text that starts like this one.
     */
    public String formToken(SessionId session) {
        byte[] mac = key.mac(("form\0" + session).getBytes(StandardCharsets.US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
    }

    private Optional<PersonId> personOf(SessionId session) {
        return global.sql("""
                select person_id
                  from session
                 where id = :id
                   and revoked_at is null
                   and expires_at > :now
                """)
                .param("id", session.value())
                .param("now", Timestamp.from(clock.instant()))
                .query(UUID.class)
                .optional()
                .map(PersonId::new);
    }
}

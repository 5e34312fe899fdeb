package dev.mullion.identity;

import dev.mullion.keys.DerivedKey;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.GlobalSql;
import dev.mullion.tenancy.TenantSql;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** The links that were made: a keyed hash each, used at most once, dead after {@link #LIFE}. */
@Component
class OneTimeLinks {

    static final Duration LIFE = Duration.ofMinutes(15);
    static final String SET_UP = "set-up";
    static final String SIGN_IN = "sign-in";

    /** How long a dead link's row stays, for who asks why it did not work. */
    private static final Duration MEMORY = Duration.ofDays(7);

    /** A set-up link is for whoever has it. */
    private static final UUID NOBODY = new UUID(0, 0);

    private final GlobalSql global;
    private final TenantSql tenant;
    private final DerivedKey key;
    private final Clock clock;
    private final PublicAddress address;

    OneTimeLinks(GlobalSql global, TenantSql tenant, KeyRing keys, Clock clock, PublicAddress address) {
        this.global = global;
        this.tenant = tenant;
        this.key = keys.installation(KeyLabel.LINK);
        this.clock = clock;
        this.address = address;
    }

    /** A sign-in link, in the transaction under way. */
    OneTimeLink forPerson(PersonId person) {
        sweep();
        Credential secret = Credential.random();
        Instant now = clock.instant();
        tenant.sql("""
                insert into one_time_link (key, purpose, person_id, created_at, expires_at, seal)
                values (:key, 'sign-in', :person, :now, :expires, :seal)
                """)
                .param("key", hash(secret))
                .param("seal", seal(secret, "sign-in", person.value(), now.plus(LIFE)))
                .param("person", person.value())
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(now.plus(LIFE)))
                .update();
        return link("/link/", secret, now.plus(LIFE));
    }

    /** A set-up link, unless the installation is set up or knows a person already. */
    Optional<OneTimeLink> forSetUp() {
        sweep();
        Credential secret = Credential.random();
        Instant now = clock.instant();
        int made = global.sql("""
                insert into one_time_link (key, purpose, created_at, expires_at, seal)
                select :key::bytea, 'set-up', :now::timestamptz, :expires::timestamptz, :seal::bytea
                 where not exists (select 1 from installation)
                   and not exists (select 1 from person)
                """)
                .param("key", hash(secret))
                .param("seal", seal(secret, "set-up", NOBODY, now.plus(LIFE)))
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(now.plus(LIFE)))
                .update();
        return made == 1 ? Optional.of(link("/set-up/", secret, now.plus(LIFE))) : Optional.empty();
    }

    /** Whose sign-in link this is, if it still works. */
    Optional<PersonId> personOf(Credential secret) {
        return live(secret, "sign-in").map(PersonId::new);
    }

    boolean isLiveSetUp(Credential secret) {
        return live(secret, "set-up").isPresent();
    }

    /** Whom a live link of this purpose is for, {@link #NOBODY} for set-up; a row whose seal does not hold is none. */
    private Optional<UUID> live(Credential secret, String purpose) {
        return global.sql("""
                select coalesce(person_id, '00000000-0000-0000-0000-000000000000') as person_id, expires_at, seal
                  from one_time_link
                 where key = :key
                   and purpose = :purpose
                   and used_at is null
                   and expires_at > :now
                """)
                .param("key", hash(secret))
                .param("purpose", purpose)
                .param("now", Timestamp.from(clock.instant()))
                .query((row, _) -> sealed(row, secret, purpose))
                .optional()
                .flatMap(Function.identity());
    }

    private Optional<UUID> sealed(ResultSet row, Credential secret, String purpose) throws SQLException {
        UUID person = row.getObject("person_id", UUID.class);
        byte[] expected =
                seal(secret, purpose, person, row.getTimestamp("expires_at").toInstant());
        return MessageDigest.isEqual(row.getBytes("seal"), expected) ? Optional.of(person) : Optional.empty();
    }

    /** Uses the link up in the transaction under way. Of many at once one gets true; the others wait for it. */
    boolean consume(Credential secret, String purpose) {
        return tenant.sql("""
                update one_time_link
                   set used_at = :now
                 where key = :key
                   and purpose = :purpose
                   and used_at is null
                   and expires_at > :now
                """)
                        .param("key", hash(secret))
                        .param("purpose", purpose)
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    private void sweep() {
        global.sql("delete from one_time_link where expires_at < :past")
                .param("past", Timestamp.from(clock.instant().minus(MEMORY)))
                .update();
    }

    private OneTimeLink link(String path, Credential secret, Instant expires) {
        return new OneTimeLink(secret.expose(text -> address.pages().resolve(path + text)), expires);
    }

    /** Over everything that the row says, so that a row put together in SQL opens nothing. */
    private byte[] seal(Credential secret, String purpose, UUID person, Instant expires) {
        return key.mac(
                hash(secret),
                purpose.getBytes(StandardCharsets.US_ASCII),
                ByteBuffer.allocate(3 * Long.BYTES)
                        .putLong(person.getMostSignificantBits())
                        .putLong(person.getLeastSignificantBits())
                        .putLong(expires.getEpochSecond())
                        .array());
    }

    private byte[] hash(Credential secret) {
        return secret.hash(key, "link");
    }
}

package dev.mullion.connectors.consent;

import dev.mullion.connectors.ConnectionId;
import dev.mullion.connectors.consent.Consent.Account;
import dev.mullion.connectors.consent.Consent.State;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The rows of consents and of their accounts, inside an open door. */
@Component
class ConsentRows {

    private static final int MOST_WAITING = 20;
    private static final int MOST_SWEPT = 500;

    private final TenantSql tenant;
    private final Clock clock;

    ConsentRows(TenantSql tenant, Clock clock) {
        this.tenant = tenant;
        this.clock = clock;
    }

    void add(ConsentId id, String connector, String person, byte[] nonce) {
        tenant.sql("""
                insert into consent (workspace_id, id, connector, person, state, nonce, asked_at, state_at, fence, held_until,
                                     tokens)
                values (:workspace, :id, :connector, :person, 'asked', :nonce, :now, :now, 0, :now, 0)
                """)
                .param("id", id.value())
                .param("connector", connector)
                .param("person", person)
                .param("nonce", nonce)
                .param("now", now())
                .update();
    }

    /** Whoever was sent away with one of these comes back in vain. */
    void forget(String prefix) {
        tenant.sql("""
                update consent
                   set state = 'ended', state_at = :now, said = 'asked for anew', nonce = null
                 where workspace_id = :workspace
                   and state = 'asked'
                   and starts_with(person, :prefix)
                """).param("prefix", prefix).param("now", now()).update();
    }

    /** How often somebody was sent away with one of these, as far as is remembered. */
    long departures(String prefix) {
        return tenant.sql("""
                select count(*)
                  from consent
                 where workspace_id = :workspace
                   and starts_with(person, :prefix)
                """).param("prefix", prefix).query(Long.class).single();
    }

    /** Uses a nonce up: it is good once, for whoever was sent away with it, until it is too old. */
    Optional<ConsentId> answered(byte[] nonce, String connector, String person, Instant notBefore, State next) {
        return tenant.sql("""
                update consent
                   set state = :next, state_at = :now, nonce = null
                 where workspace_id = :workspace
                   and nonce = :nonce
                   and connector = :connector
                   and person = :person
                   and state = 'asked'
                   and asked_at > :notBefore
                returning id
                """)
                .param("next", next.word())
                .param("nonce", nonce)
                .param("connector", connector)
                .param("person", person)
                .param("notBefore", Timestamp.from(notBefore))
                .param("now", now())
                .query((row, _) -> new ConsentId(row.getObject("id", UUID.class)))
                .optional();
    }

    void become(ConsentId id, State state, @Nullable String said) {
        tenant.sql("""
                update consent
                   set state = :state, state_at = :now, said = :said::text, nonce = null
                 where workspace_id = :workspace
                   and id = :id
                """)
                .param("id", id.value())
                .param("state", state.word())
                .param("said", said)
                .param("now", now())
                .update();
    }

    Optional<Consent> find(ConsentId id) {
        return tenant.sql("""
                select id, connector, state, state_at, said, tokens, token_at
                  from consent
                 where workspace_id = :workspace
                   and id = :id
                """)
                .param("id", id.value())
                .query((row, _) -> consent(row, accounts(id)))
                .optional();
    }

    /** As it stands, and nobody else changes it until the transaction ends. */
    Optional<Consent> hold(ConsentId id) {
        return tenant.sql("""
                select id
                  from consent
                 where workspace_id = :workspace
                   and id = :id
                   for no key update
                """)
                .param("id", id.value())
                .query(UUID.class)
                .optional()
                .flatMap(_ -> find(id));
    }

    /** What waits for a worker. */
    List<ConsentId> sealed() {
        return tenant.sql("""
                select id
                  from consent
                 where workspace_id = :workspace
                   and state = 'sealed'
                 order by state_at, id
                 limit :most
                """)
                .param("most", MOST_WAITING)
                .query((row, _) -> new ConsentId(row.getObject("id", UUID.class)))
                .list();
    }

    /** What has stood in a state since before an instant, the oldest first. */
    List<ConsentId> stale(State state, Instant before) {
        return tenant.sql("""
                select id
                  from consent
                 where workspace_id = :workspace
                   and state = :state
                   and state_at < :before
                 order by state_at, id
                 limit :most
                """)
                .param("state", state.word())
                .param("before", Timestamp.from(before))
                .param("most", MOST_WAITING)
                .query((row, _) -> new ConsentId(row.getObject("id", UUID.class)))
                .list();
    }

    /** What opens accounts of which none is connected any more. */
    List<ConsentId> deserted() {
        return tenant.sql("""
                select s.id
                  from consent s
                 where s.workspace_id = :workspace
                   and s.state = 'live'
                   and exists (select 1
                                 from consent_account a
                                where a.workspace_id = :workspace
                                  and a.consent_id = s.id)
                   and not exists (select 1
                                     from consent_account a
                                     join connection c on c.workspace_id = :workspace and c.id = a.connection_id
                                    where a.workspace_id = :workspace
                                      and a.consent_id = s.id
                                      and not c.ended_here)
                 order by s.state_at, s.id
                 limit :most
                """)
                .param("most", MOST_WAITING)
                .query((row, _) -> new ConsentId(row.getObject("id", UUID.class)))
                .list();
    }

    /** Forgets what ended before an instant and never connected anything. */
    void sweep(Instant before) {
        tenant.sql("""
                delete from consent
                 where workspace_id = :workspace
                   and id in (select s.id
                                from consent s
                               where s.workspace_id = :workspace
                                 and s.state = 'ended'
                                 and s.state_at < :before
                                 and s.connection_id is null
                                 and not exists (select 1
                                                   from consent_account a
                                                  where a.workspace_id = :workspace
                                                    and a.consent_id = s.id)
                               order by s.state_at
                               limit :most)
                """)
                .param("before", Timestamp.from(before))
                .param("most", MOST_SWEPT)
                .update();
    }

    /** What opens several accounts of which nobody has chosen yet, the oldest first. */
    List<ConsentId> choosing() {
        return tenant.sql("""
                select id
                  from consent
                 where workspace_id = :workspace
                   and state = 'choosing'
                 order by state_at, id
                 limit :most
                """)
                .param("most", MOST_WAITING)
                .query((row, _) -> new ConsentId(row.getObject("id", UUID.class)))
                .list();
    }

    private List<Account> accounts(ConsentId id) {
        return tenant.sql("""
                select account, vendor_link, connection_id
                  from consent_account
                 where workspace_id = :workspace
                   and consent_id = :id
                 order by account
                """)
                .param("id", id.value())
                .query(ConsentRows::account)
                .list();
    }

    void putAccounts(ConsentId id, Collection<Account> accounts) {
        tenant.sql("""
                insert into consent_account (workspace_id, consent_id, account, vendor_link)
                select :workspace, :id, g.account, g.vendor_link
                  from unnest(:accounts::uuid[], :links::uuid[]) g (account, vendor_link)
                    on conflict (workspace_id, consent_id, account) do nothing
                """)
                .param("id", id.value())
                .param("accounts", accounts.stream().map(Account::account).toArray(UUID[]::new))
                .param("links", accounts.stream().map(Account::vendorLink).toArray(UUID[]::new))
                .update();
    }

    /** A connection lives on one consent: it leaves the one that it lived on. */
    void connect(ConsentId id, UUID account, ConnectionId connection) {
        tenant.sql("""
                update consent_account
                   set connection_id = null
                 where workspace_id = :workspace
                   and connection_id = :connection
                   and consent_id <> :id
                """)
                .param("connection", connection.value())
                .param("id", id.value())
                .update();
        tenant.sql("""
                update consent_account
                   set connection_id = :connection
                 where workspace_id = :workspace
                   and consent_id = :id
                   and account = :account
                """)
                .param("id", id.value())
                .param("account", account)
                .param("connection", connection.value())
                .update();
    }

    /** The connection that an account of this vendor had here before. */
    Optional<ConnectionId> earlier(String connector, UUID account) {
        return tenant.sql("""
                select a.connection_id
                  from consent_account a
                  join consent c on c.workspace_id = :workspace and c.id = a.consent_id
                 where a.workspace_id = :workspace
                   and a.account = :account
                   and a.connection_id is not null
                   and c.connector = :connector
                 order by c.asked_at desc
                 limit 1
                """)
                .param("account", account)
                .param("connector", connector)
                .query((row, _) -> new ConnectionId(row.getObject("connection_id", UUID.class)))
                .optional();
    }

    /**
     * The consent that a connection lives on, or lived on last. Rows of before connections moved may name several: then
     * it is what has not ended, and of that what was finished last.
     */
    Optional<ConsentId> holding(ConnectionId connection) {
        return tenant.sql("""
                select a.consent_id
                  from consent_account a
                  join consent c on c.workspace_id = :workspace and c.id = a.consent_id
                 where a.workspace_id = :workspace
                   and a.connection_id = :connection
                 order by c.state = 'ended', c.state_at desc, c.id desc
                 limit 1
                """)
                .param("connection", connection.value())
                .query((row, _) -> new ConsentId(row.getObject("consent_id", UUID.class)))
                .optional();
    }

    /** The vendor's ids of the ways that other consents open which have not ended. */
    Set<UUID> linksOfOthers(ConsentId id) {
        return tenant.sql("""
                select a.vendor_link
                  from consent_account a
                  join consent c on c.workspace_id = :workspace and c.id = a.consent_id
                 where a.workspace_id = :workspace
                   and a.consent_id <> :id
                   and c.state <> 'ended'
                """).param("id", id.value()).query(UUID.class).list().stream()
                .collect(Collectors.toSet());
    }

    /** How many connections live on a consent. */
    long living(ConsentId id) {
        return tenant.sql("""
                select count(*)
                  from consent_account a
                  join connection c on c.workspace_id = :workspace and c.id = a.connection_id
                 where a.workspace_id = :workspace
                   and a.consent_id = :id
                   and not c.ended_here
                """).param("id", id.value()).query(Long.class).single();
    }

    /** The same without those that the vendor has ended. */
    long othersThatTake(ConsentId id, ConnectionId connection) {
        return tenant.sql("""
                select count(*)
                  from consent_account a
                  join connection c on c.workspace_id = :workspace and c.id = a.connection_id
                 where a.workspace_id = :workspace
                   and a.consent_id = :id
                   and a.connection_id <> :connection
                   and c.state <> 'disconnected'
                """)
                .param("id", id.value())
                .param("connection", connection.value())
                .query(Long.class)
                .single();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        UUID connection = row.getObject("connection_id", UUID.class);
        return new Account(
                row.getObject("account", UUID.class),
                row.getObject("vendor_link", UUID.class),
                connection == null ? null : new ConnectionId(connection));
    }

    private static Consent consent(ResultSet row, List<Account> accounts) throws SQLException {
        Timestamp token = row.getTimestamp("token_at");
        return new Consent(
                new ConsentId(row.getObject("id", UUID.class)),
                row.getString("connector"),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getTimestamp("state_at").toInstant(),
                row.getString("said"),
                row.getInt("tokens"),
                token == null ? null : token.toInstant(),
                accounts);
    }
}

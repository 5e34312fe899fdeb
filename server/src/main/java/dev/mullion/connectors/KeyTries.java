package dev.mullion.connectors;

import dev.mullion.tenancy.TenantSql;
import dev.mullion.vault.SecretRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tries of keys that were pasted for connections that have a key, inside the open door of their workspace. A new one
 * waits in the vault beside the one that is there until its vendor has accepted it; of two that were pasted the later
 * counts, unless its box does not open. Each has a number of its own, under which whoever pasted it reads what came of
 * it.
 */
@Component
public class KeyTries {

    /** The field of a connection that such a key is sealed for. */
    public static final String FIELD = "api-key-next";

    /** How long one that cannot be tried is tried again. */
    public static final Duration PATIENCE = Duration.ofMinutes(30);

    /**
     * Longer than a try, of four questions that each wait ten seconds for their turn and a minute for their answer.
     * Where one lasts longer still, the same key is asked with twice, and the first to be over is the one that counts.
     */
    private static final Duration LENGTH = Duration.ofMinutes(5);

    private static final Duration PAUSE = Duration.ofMinutes(1);
    /** How long what came of one is kept when others are pasted after it: longer than anybody waits for it. */
    private static final Duration MEMORY = Duration.ofMinutes(5);

    private static final int MOST = 50;

    /** How much is kept of a refusal. */
    private static final int LONGEST = 300;

    private final TenantSql tenant;
    private final Clock clock;

    KeyTries(TenantSql tenant, Clock clock) {
        this.tenant = tenant;
        this.clock = clock;
    }

    /**
     * How one stands.
     *
     * @param number which it is, of all that were pasted for this connection
     * @param refusal why it was refused; null where it was accepted, or is not over
     */
    public record Standing(
            int number,
            Instant askedAt,
            boolean isOver,
            @Nullable String refusal) {}

    /** Where the key that waits for a connection is sealed for. */
    public static SecretRef ref(ConnectionId id) {
        return new SecretRef(id.value(), FIELD);
    }

    /**
     * Somebody pasted one; whoever does holds the connection. It is tried in place of one that was not tried yet.
     *
     * @param box that it is in
     * @return its number
     */
    public int ask(ConnectionId id, UUID box) {
        int number = tenant.sql("""
                insert into key_try (workspace_id, connection_id, number, asked_at, due_at, box)
                values (:workspace, :id,
                        (select coalesce(max(t.number), 0) + 1
                           from key_try t
                          where t.workspace_id = :workspace
                            and t.connection_id = :id),
                        :now, :now, :box)
                returning number
                """)
                .param("id", id.value())
                .param("box", box)
                .param("now", now())
                .query(Integer.class)
                .single();
        tenant.sql("""
                delete from key_try
                 where workspace_id = :workspace
                   and connection_id = :id
                   and number < :number
                   and ended_at < :before
                """)
                .param("id", id.value())
                .param("number", number)
                .param("before", Timestamp.from(clock.instant().minus(MEMORY)))
                .update();
        return number;
    }

    /** How the one of this number stands; empty where another was pasted after it, and is tried in its place. */
    public Optional<Standing> of(ConnectionId id, int number) {
        return tenant.sql("""
                select number, asked_at, ended_at is not null as over, said
                  from key_try
                 where workspace_id = :workspace
                   and connection_id = :id
                   and number = :number
                """)
                .param("id", id.value())
                .param("number", number)
                .query(KeyTries::standing)
                .optional();
    }

    /** Whether any was pasted for this connection: none is for one that never had a key. */
    public boolean hasAny(ConnectionId id) {
        return tenant.sql("""
                select count(*)
                  from key_try
                 where workspace_id = :workspace
                   and connection_id = :id
                """).param("id", id.value()).query(Long.class).single() > 0;
    }

    /** Whether one waits for its try, or is in it. */
    public boolean isOpen(ConnectionId id) {
        return tenant.sql("""
                select count(*)
                  from key_try
                 where workspace_id = :workspace
                   and connection_id = :id
                   and ended_at is null
                """).param("id", id.value()).query(Long.class).single() > 0;
    }

    /** Those that nobody has tried, or finished trying, for a while. */
    public List<ConnectionId> due() {
        return tenant.sql("""
                select connection_id
                  from key_try
                 where workspace_id = :workspace
                   and ended_at is null
                   and due_at <= :now
                 group by connection_id
                 order by min(due_at), connection_id
                 limit :most
                """)
                .param("now", now())
                .param("most", MOST)
                .query((row, _) -> new ConnectionId(row.getObject("connection_id", UUID.class)))
                .list();
    }

    /** Begins to try the last one that is not over; empty where none is, or somebody is at it. */
    public Optional<Standing> take(ConnectionId id) {
        return tenant.sql("""
                update key_try
                   set due_at = :until
                 where workspace_id = :workspace
                   and connection_id = :id
                   and ended_at is null
                   and due_at <= :now
                   and number = (select max(t.number)
                                   from key_try t
                                  where t.workspace_id = :workspace
                                    and t.connection_id = :id
                                    and t.ended_at is null)
                returning number, asked_at, false as over, said
                """)
                .param("until", Timestamp.from(clock.instant().plus(LENGTH)))
                .param("now", now())
                .param("id", id.value())
                .query(KeyTries::standing)
                .optional();
    }

    /** The key of this number is the one that is here: those before it are not tried any more. */
    public void replace(ConnectionId id, int number) {
        tenant.sql("""
                delete from key_try
                 where workspace_id = :workspace
                   and connection_id = :id
                   and number < :number
                   and ended_at is null
                """).param("number", number).param("id", id.value()).update();
    }

    /**
     * It is over.
     *
     * @param refusal null where it was accepted; of a longer one the first 300 characters are kept
     * @return false where it was over before, or another was pasted meanwhile: then what was found holds for nothing
     */
    public boolean settle(ConnectionId id, int number, @Nullable String refusal) {
        return tenant.sql("""
                update key_try
                   set ended_at = :now, said = :said::text
                 where workspace_id = :workspace
                   and connection_id = :id
                   and number = :number
                   and ended_at is null
                   and not exists (select l.number
                                     from key_try l
                                    where l.workspace_id = :workspace
                                      and l.connection_id = :id
                                      and l.number > :number
                                      and l.ended_at is null)
                """)
                        .param("said", cut(refusal))
                        .param("number", number)
                        .param("now", now())
                        .param("id", id.value())
                        .update()
                > 0;
    }

    /** All that are not over are, for this reason. */
    public void settleAll(ConnectionId id, String refusal) {
        tenant.sql("""
                update key_try
                   set ended_at = :now, said = :said::text
                 where workspace_id = :workspace
                   and connection_id = :id
                   and ended_at is null
                """)
                .param("said", cut(refusal))
                .param("now", now())
                .param("id", id.value())
                .update();
    }

    /**
     * The box that one was pasted in does not open. The one before it keeps its number, and is tried on.
     *
     * @return false where the box was of none that is not over
     */
    public boolean settleBox(ConnectionId id, UUID box, String refusal) {
        return tenant.sql("""
                update key_try
                   set ended_at = :now, said = :said::text
                 where workspace_id = :workspace
                   and connection_id = :id
                   and box = :box
                   and ended_at is null
                """)
                        .param("said", cut(refusal))
                        .param("now", now())
                        .param("box", box)
                        .param("id", id.value())
                        .update()
                > 0;
    }

    /** It could not be tried now, and is in a minute. */
    public void postpone(ConnectionId id, int number) {
        due(id, number, clock.instant().plus(PAUSE));
    }

    /** It was not the key of this number that was found out about: the next round tries that one. */
    public void again(ConnectionId id, int number) {
        due(id, number, clock.instant());
    }

    private void due(ConnectionId id, int number, Instant at) {
        tenant.sql("""
                update key_try
                   set due_at = :at
                 where workspace_id = :workspace
                   and connection_id = :id
                   and number = :number
                   and ended_at is null
                """)
                .param("at", Timestamp.from(at))
                .param("number", number)
                .param("id", id.value())
                .update();
    }

    private static @Nullable String cut(@Nullable String refusal) {
        return refusal == null ? null : refusal.substring(0, Math.min(refusal.length(), LONGEST));
    }

    private static Standing standing(ResultSet row, int number) throws SQLException {
        return new Standing(
                row.getInt("number"),
                row.getTimestamp("asked_at").toInstant(),
                row.getBoolean("over"),
                row.getString("said"));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}

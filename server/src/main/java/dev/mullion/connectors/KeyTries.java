package dev.mullion.connectors;

import dev.mullion.tenancy.TenantSql;
import dev.mullion.vault.SecretRef;
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
 * Tries of keys that were pasted for connections whose key works, inside the open door of their workspace. A new one
 * waits in the vault beside the one that works until its vendor has accepted it; of two that were pasted the later
 * counts.
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
     * How the last one stands.
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

    /** Somebody pasted one; it takes the place of one that was not tried yet. Its number is returned. */
    public int ask(ConnectionId id) {
        return tenant.sql("""
                insert into key_try as t (workspace_id, connection_id, number, asked_at, due_at)
                values (:workspace, :id, 1, :now, :now)
                on conflict (workspace_id, connection_id) do update
                   set number = t.number + 1, asked_at = excluded.asked_at, due_at = excluded.due_at, ended_at = null,
                       said = null
                 where t.workspace_id = :workspace
                returning number
                """)
                .param("id", id.value())
                .param("now", now())
                .query(Integer.class)
                .single();
    }

    public Optional<Standing> of(ConnectionId id) {
        return tenant.sql("""
                select number, asked_at, ended_at is not null as over, said
                  from key_try
                 where workspace_id = :workspace
                   and connection_id = :id
                """)
                .param("id", id.value())
                .query((row, _) -> new Standing(
                        row.getInt("number"),
                        row.getTimestamp("asked_at").toInstant(),
                        row.getBoolean("over"),
                        row.getString("said")))
                .optional();
    }

    /** Whether one waits for its try, or is in it. */
    public boolean isOpen(ConnectionId id) {
        return of(id).filter(standing -> !standing.isOver()).isPresent();
    }

    /** Those that nobody has tried, or finished trying, for a while. */
    public List<ConnectionId> due() {
        return tenant.sql("""
                select connection_id
                  from key_try
                 where workspace_id = :workspace
                   and ended_at is null
                   and due_at <= :now
                 order by due_at, connection_id
                 limit :most
                """)
                .param("now", now())
                .param("most", MOST)
                .query((row, _) -> new ConnectionId(row.getObject("connection_id", UUID.class)))
                .list();
    }

    /**
     * Begins to try the last one; empty where it is over, or somebody is at it. Whoever pastes another waits until this
     * transaction ends.
     */
    public Optional<Standing> take(ConnectionId id) {
        boolean isTaken = tenant.sql("""
                update key_try
                   set due_at = :until
                 where workspace_id = :workspace
                   and connection_id = :id
                   and ended_at is null
                   and due_at <= :now
                """)
                        .param("until", Timestamp.from(clock.instant().plus(LENGTH)))
                        .param("now", now())
                        .param("id", id.value())
                        .update()
                > 0;
        return isTaken ? of(id) : Optional.empty();
    }

    /**
     * It is over.
     *
     * @param refusal null where it was accepted; of a longer one the first 300 characters are kept
     * @return false where another was pasted meanwhile: then what was found holds for nothing
     */
    public boolean settle(ConnectionId id, int number, @Nullable String refusal) {
        String said = refusal == null ? null : refusal.substring(0, Math.min(refusal.length(), LONGEST));
        return tenant.sql("""
                update key_try
                   set ended_at = :now, said = :said::text
                 where workspace_id = :workspace
                   and connection_id = :id
                   and number = :number
                   and ended_at is null
                """)
                        .param("said", said)
                        .param("number", number)
                        .param("now", now())
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

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}

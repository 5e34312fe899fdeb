package dev.mullion.requests;

import dev.mullion.keys.DerivedKey;
import dev.mullion.keys.KeyLabel;
import dev.mullion.keys.KeyRing;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.Workspaces;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The requests with a key in the workspace whose door is open, and their answers for {@link #KEPT}. Safe to share
 * between threads. Two transactions carry out one request: the first {@link #announce announces} it, the second
 * {@link #standing asks} where it stands, carries it out and {@link #keep keeps} the answer. What dies before the
 * second commits leaves an announcement, which binds nobody.
 *
 * <p>Keys and requests are stored as keyed hashes. Time is the database's and never goes back for a workspace that has
 * kept something: it is taken from the latest answer where the clock shows less, so a key that was once too old stays
 * so.
 */
@Component
public class Requests {

    public static final Duration KEPT = Duration.ofHours(24);

    /** How many old ones are cleared away in one transaction. */
    static final int BATCH = 1_000;

    private static final byte[] KEY = {1};
    private static final byte[] ASKED = {2};
    private static final byte[] END = {0};

    private final TenantSql tenant;
    private final KeyRing keys;

    public Requests(TenantSql tenant, KeyRing keys) {
        this.tenant = tenant;
        this.keys = keys;
    }

    /** Says that a request with this key is coming. Has no effect where one came before. */
    public void announce(RequestKey key) {
        tenant.sql("""
                insert into request (workspace_id, key, expires_at)
                values (:workspace, :key, :now::timestamptz + make_interval(secs => :kept))
                    on conflict (workspace_id, key) do nothing
                """)
                .param("key", hash(key))
                .param("now", now())
                .param("kept", (double) KEPT.toSeconds())
                .update();
    }

    /** Where an announced request stands; where it is unanswered it is this transaction's until its end. */
    public Standing standing(RequestKey key, Asked asked) {
        List<Standing> found = tenant.sql("""
                select asked, status, location, media_type, body
                  from request
                 where workspace_id = :workspace
                   and key = :key
                   for update skip locked
                """)
                .param("key", hash(key))
                .query((row, _) -> standing(row, asked))
                .list();
        if (found.isEmpty()) {
            return new Standing.UnderWay();
        }
        return isOld(key) ? new Standing.Unanswered() : found.getFirst();
    }

    /** Keeps the answer in the transaction of what it answers. */
    public void keep(RequestKey key, Asked asked, KeptAnswer answer) {
        tenant.sql("""
                update request
                   set asked = :asked,
                       status = :status::int,
                       location = :location::text,
                       media_type = :type::text,
                       body = :body::text,
                       expires_at = :now::timestamptz + make_interval(secs => :kept)
                 where workspace_id = :workspace
                   and key = :key
                """)
                .param("key", hash(key))
                .param("asked", hash(asked))
                .param("status", answer.status())
                .param("location", answer.location())
                .param("type", answer.mediaType())
                .param("body", answer.body())
                .param("now", now())
                .param("kept", (double) KEPT.toSeconds())
                .update();
    }

    /** Clears away some that are too old, at most {@link #BATCH}; returns how many. */
    int clear() {
        return tenant.sql("""
                delete from request r
                 using (select o.key
                          from request o
                         where o.workspace_id = :workspace
                           and o.expires_at <= :now::timestamptz
                         order by o.expires_at
                         limit :most::int
                           for update skip locked) old
                 where r.workspace_id = :workspace
                   and r.key = old.key
                """).param("now", now()).param("most", BATCH).update();
    }

    private boolean isOld(RequestKey key) {
        return tenant.sql("""
                select expires_at <= :now::timestamptz
                  from request
                 where workspace_id = :workspace
                   and key = :key
                """)
                .param("key", hash(key))
                .param("now", now())
                .query(Boolean.class)
                .single();
    }

    /** The database's time, or the latest that it has shown where that is later. */
    private String now() {
        return tenant.sql("""
                select greatest(now(), max(expires_at) - make_interval(secs => :kept))
                  from request
                 where workspace_id = :workspace
                """)
                .param("kept", (double) KEPT.toSeconds())
                .query(OffsetDateTime.class)
                .single()
                .toString();
    }

    private Standing standing(ResultSet row, Asked asked) throws SQLException {
        byte[] answered = row.getBytes("asked");
        if (answered == null) {
            return new Standing.Unanswered();
        }
        return MessageDigest.isEqual(answered, hash(asked))
                ? new Standing.Answered(new KeptAnswer(
                        row.getInt("status"),
                        row.getString("location"),
                        row.getString("media_type"),
                        row.getString("body")))
                : new Standing.OfAnother();
    }

    private byte[] hash(RequestKey key) {
        return hasher().mac(KEY, bytes(key.text()));
    }

    private byte[] hash(Asked asked) {
        return hasher().mac(
                        ASKED,
                        bytes(asked.actor().kind().word()),
                        END,
                        bytes(asked.actor().name()),
                        END,
                        bytes(asked.method()),
                        END,
                        bytes(asked.address()),
                        END,
                        bytes(asked.mediaType()),
                        END,
                        bytes(asked.digest()));
    }

    private DerivedKey hasher() {
        return keys.scoped(KeyLabel.REQUEST, Workspaces.bound().value(), 1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

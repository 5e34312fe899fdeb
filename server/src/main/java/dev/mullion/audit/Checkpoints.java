package dev.mullion.audit;

import dev.mullion.audit.KnownHeads.Known;
import dev.mullion.keys.TreeHeads.Head;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Signs the state of logs. There is one checkpoint for each size, whoever signs; what is published was stored before,
 * and nothing is signed that contradicts what was published from here or signed by another server of the same key
 * store.
 */
@Component
public class Checkpoints {

    /** So many events a signature; a longer tail takes several. */
    static final int MOST_AT_ONCE = 100_000;

    private static final int PAGE = 4_096;
    private static final int PUBLISHED_AT_ONCE = 1_000;

    private final Workspaces workspaces;
    private final TenantSql tenant;
    private final CheckpointKeys keys;
    private final Tiles tiles;
    private final StoredEvents events;
    private final Published published;
    private final KnownHeads heads;
    private final Clock clock;

    Checkpoints(
            Workspaces workspaces,
            TenantSql tenant,
            CheckpointKeys keys,
            Tiles tiles,
            StoredEvents events,
            Published published,
            KnownHeads heads,
            Clock clock) {
        this.workspaces = workspaces;
        this.tenant = tenant;
        this.keys = keys;
        this.tiles = tiles;
        this.events = events;
        this.published = published;
        this.heads = heads;
        this.clock = clock;
    }

    /** Where the next signature goes on from. */
    @SuppressWarnings("ArrayRecordComponent") // A row on its way; nobody compares it.
    private record Signed(Checkpoint checkpoint, byte[] range, int keyVersion) {

        /**
         * A row that is there is no proof that it was signed: who owns the database can write one.
         *
         * @return what it leads on from
         */
        Frontier requireOurs(CheckpointKeys keys) {
            return keys.of(keyVersion)
                    .flatMap(key ->
                            Frontier.of(checkpoint.size(), range).filter(frontier -> isOurs(keys, key, frontier)))
                    .orElseThrow(() -> new SigningRefused("the checkpoint of " + checkpoint.size()
                            + " events that stands in the database was not signed by this log's key;"
                            + " nothing goes on from it"));
        }

        private boolean isOurs(CheckpointKeys keys, CheckpointKey key, Frontier frontier) {
            String text = Checkpoint.text(key.origin(), checkpoint.size(), frontier.root());
            byte[] signature = keys.sign(key, text.getBytes(StandardCharsets.UTF_8));
            return Checkpoint.note(key, text, signature).equals(checkpoint.note());
        }
    }

    /**
     * Signs what was added to a log since, and publishes it. Opens the door itself, so that nothing is published that
     * is rolled back.
     *
     * @return the newest checkpoint; empty where the workspace has no events
     * @throws SigningRefused when the log is not the one that was published from here or signed elsewhere
     */
    public Optional<Checkpoint> sign(WorkspaceId workspace) {
        // Not what is added meanwhile: a log that is written to all the time would never be done.
        long wanted = workspaces.within(workspace, this::size);
        Optional<Checkpoint> newest;
        do {
            newest = workspaces.within(workspace, this::signHere);
            newest.ifPresent(checkpoint -> publish(workspace, checkpoint.size()));
        } while (newest.isPresent() && newest.get().size() < wanted);
        return newest;
    }

    /** Also those that another node signed, or this one before it was killed. */
    private void publish(WorkspaceId workspace, long size) {
        long known = published.last(workspace).map(Checkpoint::size).orElse(0L);
        while (known < size) {
            long after = known;
            List<Checkpoint> next = workspaces.within(workspace, () -> between(after, size, PUBLISHED_AT_ONCE));
            published.add(workspace, next);
            known = next.isEmpty() ? size : next.getLast().size();
        }
    }

    /** The newest checkpoint of the workspace whose door is open. */
    public Optional<Checkpoint> newest() {
        return signed().map(Signed::checkpoint);
    }

    /** Checkpoints of the workspace whose door is open, by ascending size. */
    List<Checkpoint> between(long after, long upTo, int limit) {
        return tenant.sql("""
                select size, root, note, signed_at
                  from audit_checkpoint
                 where workspace_id = :workspace
                   and size > :after
                   and size <= :upto
                 order by size
                 limit :limit
                """)
                .param("after", after)
                .param("upto", upTo)
                .param("limit", limit)
                .query(Checkpoints::checkpoint)
                .list();
    }

    /** The roots of the complete subtrees of a size that was signed, from the largest. */
    List<byte[]> range(long size) {
        byte[] roots = tenant.sql("select range from audit_checkpoint where workspace_id = :workspace and size = :size")
                .param("size", size)
                .query((row, _) -> row.getBytes("range"))
                .single();
        return Pruned.split(roots);
    }

    /** The sizes of the last checkpoints before this one, the largest first. */
    List<Long> before(long size, int limit) {
        return tenant.sql("""
                select size
                  from audit_checkpoint
                 where workspace_id = :workspace
                   and size < :size
                 order by size desc
                 limit :limit
                """)
                .param("size", size)
                .param("limit", limit)
                .query((row, _) -> row.getLong("size"))
                .list();
    }

    /** How many events the log of the workspace whose door is open has. */
    public long size() {
        return tenant.sql("select size from audit_log where workspace_id = :workspace")
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    private Optional<Checkpoint> signHere() {
        // In this order: whoever signs meanwhile signs more than was there, and from there it would go backwards.
        Optional<Signed> last = signed();
        Frontier frontier = last.map(signed -> signed.requireOurs(keys)).orElseGet(Frontier::new);
        long size = size();
        long from = last.map(signed -> signed.checkpoint().size()).orElse(0L);
        if (from == size) {
            requireNoContradiction(size);
            return last.map(Signed::checkpoint);
        }
        long to = Math.min(size, from + MOST_AT_ONCE);
        extend(frontier, to);
        tiles.keep(from, to);
        requireNoContradiction(to);
        take(frontier);
        store(frontier, from, keys.inForce(from).orElseThrow());
        return newest();
    }

    private void extend(Frontier frontier, long to) {
        MessageDigest sha256 = TreeHash.digest();
        while (frontier.size() < to) {
            long from = frontier.size();
            long until = Math.min(to, from + PAGE);
            events.hashed(from, until).forEach(event -> {
                if (!event.keepsItsLeaf(sha256)) {
                    throw new SigningRefused(
                            "event " + event.index() + " is not what its hash says; nothing is signed that covers it");
                }
                keys.requireOwn(event);
                frontier.append(event.leaf());
            });
            if (frontier.size() != until) {
                throw new SigningRefused("the log lacks " + (until - frontier.size()) + " of its events between " + from
                        + " and " + until + "; bin/mullion verify audit says which");
            }
        }
    }

    /** A database that was restored or fell behind is found out here, before a second story is signed. */
    private void requireNoContradiction(long size) {
        heads.of(Workspaces.bound()).forEach(known -> requireContained(known, size));
    }

    private void requireContained(Known known, long size) {
        Head head = known.head();
        if (head.size() > size && head.size() > size()) { // another may have signed more than was there a moment ago
            throw new SigningRefused("a checkpoint of " + head.size() + " events was published, the log has " + size()
                    + ": the database is older than what it signed, by " + known.where());
        }
        if (head.size() > size) { // and may not have committed its tiles
            tiles.keep(size, head.size());
        }
        long most = Math.max(size, head.size());
        String root = Base64.getEncoder().encodeToString(tiles.treeOfNow(most).root(head.size()));
        if (!root.equals(head.root())) {
            throw new SigningRefused("the first " + head.size()
                    + " events are not the ones of the checkpoint that was published, by " + known.where());
        }
    }

    /** Before the commit: where it is rolled back, what was taken is still a state of this log. */
    private void take(Frontier frontier) {
        Head next = new Head(frontier.size(), Base64.getEncoder().encodeToString(frontier.root()));
        heads.take(Workspaces.bound(), next, known -> requireContained(known, frontier.size()));
    }

    /** Of several that sign at once the first is kept; the others find its checkpoint, and go on from there. */
    private void store(Frontier frontier, long from, CheckpointKey key) {
        byte[] root = frontier.root();
        String text = Checkpoint.text(key.origin(), frontier.size(), root);
        byte[] signature = keys.sign(key, text.getBytes(StandardCharsets.UTF_8));
        String note = Checkpoint.note(key, text, signature);
        Workspaces.vouch(
                "checkpoint",
                Workspaces.bound().value(),
                frontier.size(),
                from,
                key.version(),
                TreeHash.hex(root),
                TreeHash.hex(TreeHash.sha256(frontier.roots())),
                TreeHash.hex(TreeHash.sha256(note.getBytes(StandardCharsets.UTF_8))));
        tenant.sql("""
                insert into audit_checkpoint (workspace_id, size, follows, root, range, key_version, note, signed_at)
                values (:workspace, :size, :follows, :root, :range, :key, :note, :at)
                on conflict do nothing
                """)
                .param("size", frontier.size())
                .param("follows", from)
                .param("root", root)
                .param("range", frontier.roots())
                .param("key", key.version())
                .param("note", note)
                .param("at", Timestamp.from(clock.instant()))
                .update();
    }

    private Optional<Signed> signed() {
        return tenant.sql("""
                select size, root, note, signed_at, range, key_version
                  from audit_checkpoint
                 where workspace_id = :workspace
                 order by size desc
                 limit 1
                """)
                .query((row, number) ->
                        new Signed(checkpoint(row, number), row.getBytes("range"), row.getInt("key_version")))
                .optional();
    }

    private static Checkpoint checkpoint(ResultSet row, int number) throws SQLException {
        return new Checkpoint(
                row.getLong("size"),
                Base64.getEncoder().encodeToString(row.getBytes("root")),
                row.getString("note"),
                row.getTimestamp("signed_at").toInstant());
    }
}

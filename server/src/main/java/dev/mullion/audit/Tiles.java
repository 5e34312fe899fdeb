package dev.mullion.audit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.mullion.tenancy.TenantSql;
import dev.mullion.tenancy.WorkspaceId;
import dev.mullion.tenancy.Workspaces;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** The stored tree of a workspace's log. A tile of a signed size never changes, so it may be remembered. */
@Component
class Tiles {

    private static final long MOST_REMEMBERED_BYTES = 16L << 20;

    private final TenantSql tenant;
    private final Pruned pruned;
    private final Cache<Key, Tile> remembered = Caffeine.newBuilder()
            .maximumWeight(MOST_REMEMBERED_BYTES)
            .weigher((Key _, Tile tile) -> tile.bytes())
            .build();

    Tiles(TenantSql tenant, Pruned pruned) {
        this.tenant = tenant;
        this.pruned = pruned;
    }

    private record Key(WorkspaceId workspace, int level, long index, int width) {}

    /** The tree over the first {@code size} events of the workspace whose door is open; {@code size} must be signed. */
    Tree tree(long size) {
        return tree(size, key -> remembered.get(key, this::load));
    }

    /** The same as the rows have it now, whatever they had before. */
    Tree treeOfNow(long size) {
        Map<Key, Tile> read = new HashMap<>();
        return tree(size, key -> read.computeIfAbsent(key, this::load));
    }

    private static Tree tree(long size, Function<Key, Tile> tiles) {
        WorkspaceId workspace = Workspaces.bound();
        return new Tree((level, index) -> {
            int tileLevel = level / Tile.HEIGHT;
            int height = level % Tile.HEIGHT;
            long first = index << height;
            long tile = first / Tile.WIDTH;
            long complete = size >> (tileLevel * Tile.HEIGHT);
            int width = (int) Math.min(Tile.WIDTH, complete - tile * Tile.WIDTH);
            return tiles.apply(new Key(workspace, tileLevel, tile, width))
                    .root(height, (int) (first % Tile.WIDTH >> height));
        });
    }

    /** Stores what has become complete between two sizes; every event before {@code size} must be there. */
    void keep(long before, long size) {
        long done = before;
        long complete = size;
        for (int level = 0; complete / Tile.WIDTH > 0; level++) {
            done /= Tile.WIDTH;
            complete /= Tile.WIDTH;
            for (long index = done; index < complete; index++) {
                insert(level, index);
            }
        }
    }

    private void insert(int level, long index) {
        byte[] hashes = hashes(level, index * Tile.WIDTH, Tile.WIDTH);
        byte[] root = new Tile(hashes).root(Tile.HEIGHT, 0);
        Workspaces.vouch(
                "tile",
                Workspaces.bound().value(),
                level,
                index,
                TreeHash.hex(TreeHash.sha256(hashes)),
                TreeHash.hex(root));
        tenant.sql("""
                insert into audit_tile (workspace_id, level, index, hashes, root)
                values (:workspace, :level, :index, :hashes, :root)
                on conflict (workspace_id, level, index) do nothing
                """)
                .param("level", level)
                .param("index", index)
                .param("hashes", hashes)
                .param("root", root)
                .update();
    }

    private Tile load(Key key) {
        return new Tile(
                key.width() == Tile.WIDTH
                        ? full(key.level(), key.index())
                        : hashes(key.level(), key.index() * Tile.WIDTH, key.width()));
    }

    private byte[] full(int level, long index) {
        return tenant.sql("""
                select hashes
                  from audit_tile
                 where workspace_id = :workspace
                   and level = :level
                   and index = :index
                """)
                .param("level", level)
                .param("index", index)
                .query((row, _) -> row.getBytes("hashes"))
                .single();
    }

    private byte[] hashes(int level, long from, int width) {
        List<byte[]> found = level == 0 ? leaves(from, width) : roots(level - 1, from, width);
        if (found.size() != width) {
            throw new SigningRefused("the log lacks hashes between its events " + from + " and " + (from + width)
                    + " of level " + level + "; bin/mullion verify audit says where");
        }
        var joined = new ByteArrayOutputStream(width * TreeHash.BYTES);
        found.forEach(joined::writeBytes);
        return joined.toByteArray();
    }

    /** Hashes of events that are gone, some from {@code from} on, where a tile begins, and before {@code end}. */
    List<byte[]> leavesOfGone(long from, long end) {
        int width = (int) Math.min(Tile.WIDTH, end - from);
        return width == Tile.WIDTH ? Pruned.split(full(0, from / Tile.WIDTH)) : leaves(from, width);
    }

    private List<byte[]> leaves(long from, int width) {
        Optional<Pruned.Prefix> gone = pruned.prefix().filter(prefix -> prefix.size() > from);
        if (gone.isEmpty()) {
            return rows(from, from + width);
        }
        List<byte[]> leaves = new ArrayList<>();
        if (gone.get().first() == from) {
            leaves.addAll(gone.get().hashes());
        }
        leaves.addAll(rows(gone.get().size(), from + width));
        return leaves;
    }

    private List<byte[]> rows(long from, long to) {
        return tenant.sql("""
                select leaf
                  from audit_entry
                 where workspace_id = :workspace
                   and index >= :from
                   and index < :to
                 order by index
                """)
                .param("from", from)
                .param("to", to)
                .query((row, _) -> row.getBytes("leaf"))
                .list();
    }

    private List<byte[]> roots(int level, long from, int width) {
        return tenant.sql("""
                select root
                  from audit_tile
                 where workspace_id = :workspace
                   and level = :level
                   and index >= :from
                   and index < :to
                 order by index
                """)
                .param("level", level)
                .param("from", from)
                .param("to", from + width)
                .query((row, _) -> row.getBytes("root"))
                .list();
    }
}

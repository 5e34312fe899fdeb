package dev.mullion.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The global table of tenants. A suspension reaches every node within {@link #MEMORY}: all the workspaces that a node
 * remembers are read again together, so that a transaction of one that was idle does not wait for a statement more.
 */
final class WorkspaceRegistry {

    static final Duration MEMORY = Duration.ofSeconds(5);

    private final GlobalSql global;
    private final Clock clock;
    private final Cache<WorkspaceId, Workspace> known =
            Caffeine.newBuilder().maximumSize(10_000).build();
    private volatile Instant readAt = Instant.MIN;

    WorkspaceRegistry(GlobalSql global, Clock clock) {
        this.global = global;
        this.clock = clock;
    }

    void add(Workspace workspace) {
        global.sql("""
                insert into workspace (id, slug, name, kind, state, created_at)
                values (:id, :slug, :name, :kind, :state, :created)
                """)
                .param("id", workspace.id().value())
                .param("slug", workspace.slug().value())
                .param("name", workspace.name())
                .param("kind", lower(workspace.kind()))
                .param("state", lower(workspace.state()))
                .param("created", Timestamp.from(workspace.createdAt()))
                .update();
    }

    void become(WorkspaceId id, Workspace.State state) {
        global.sql("update workspace set state = :state where id = :id")
                .param("state", lower(state))
                .param("id", id.value())
                .update();
        forget(id);
    }

    Optional<Workspace> find(WorkspaceId id) {
        if (isOld()) {
            readAgain();
        }
        Workspace remembered = known.getIfPresent(id);
        return remembered != null ? Optional.of(remembered) : read(id);
    }

    private boolean isOld() {
        return !clock.instant().isBefore(readAt.plus(MEMORY));
    }

    private synchronized void readAgain() {
        if (isOld()) {
            Instant now = clock.instant();
            UUID[] ids = known.asMap().keySet().stream().map(WorkspaceId::value).toArray(UUID[]::new);
            Map<WorkspaceId, Workspace> found = global
                    .sql("select id, slug, name, kind, state, created_at from workspace where id = any (:ids)")
                    .param("ids", ids)
                    .query(WorkspaceRegistry::workspace)
                    .list()
                    .stream()
                    .collect(Collectors.toMap(Workspace::id, Function.identity()));
            known.asMap().keySet().retainAll(found.keySet());
            known.putAll(found);
            readAt = now;
        }
    }

    private synchronized Optional<Workspace> read(WorkspaceId id) {
        Optional<Workspace> found = global.sql(
                        "select id, slug, name, kind, state, created_at from workspace where id = :id")
                .param("id", id.value())
                .query(WorkspaceRegistry::workspace)
                .optional();
        found.ifPresent(workspace -> known.put(id, workspace));
        return found;
    }

    /** In turn with the readers: none of them puts back what it read before the change. */
    private synchronized void forget(WorkspaceId id) {
        known.invalidate(id);
    }

    Optional<Workspace> find(Slug slug) {
        return global.sql("select id, slug, name, kind, state, created_at from workspace where slug = :slug")
                .param("slug", slug.value())
                .query(WorkspaceRegistry::workspace)
                .optional();
    }

    List<Workspace> list() {
        return global.sql(
                        "select id, slug, name, kind, state, created_at from workspace where kind <> 'canary' order by slug")
                .query(WorkspaceRegistry::workspace)
                .list();
    }

    private static Workspace workspace(ResultSet row, int number) throws SQLException {
        return new Workspace(
                new WorkspaceId(row.getObject("id", UUID.class)),
                new Slug(row.getString("slug")),
                row.getString("name"),
                Workspace.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                Workspace.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getTimestamp("created_at").toInstant());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}

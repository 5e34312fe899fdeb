package dev.mullion.tenancy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The global table of tenants. A suspension reaches every node within {@link #MEMORY}. */
final class WorkspaceRegistry {

    static final Duration MEMORY = Duration.ofSeconds(5);

    private final GlobalSql global;
    private final Cache<WorkspaceId, Workspace> known =
            Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(MEMORY).build();

    WorkspaceRegistry(GlobalSql global) {
        this.global = global;
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
        known.invalidate(id);
    }

    Optional<Workspace> find(WorkspaceId id) {
        Workspace remembered = known.getIfPresent(id);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        Optional<Workspace> found = global.sql(
                        "select id, slug, name, kind, state, created_at from workspace where id = :id")
                .param("id", id.value())
                .query(WorkspaceRegistry::workspace)
                .optional();
        found.ifPresent(workspace -> known.put(id, workspace));
        return found;
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

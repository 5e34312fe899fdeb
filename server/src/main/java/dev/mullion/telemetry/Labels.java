package dev.mullion.telemetry;

import dev.mullion.tenancy.TenantSql;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The display names of things in the workspace whose door is open. Safe to share between threads. */
@Component
public final class Labels {

    private final TenantSql tenant;

    public Labels(TenantSql tenant) {
        this.tenant = tenant;
    }

    /** The labels of these things; what has none is absent. */
    public Map<Long, String> of(Label.Kind kind, Collection<Long> externalIds) {
        if (externalIds.isEmpty()) {
            return Map.of();
        }
        return tenant
                .sql("""
                select external_id, text
                  from label
                 where workspace_id = :workspace
                   and kind = :kind
                   and external_id = any (:ids::bigint[])
                """)
                .param("kind", Columns.word(kind))
                .param("ids", Columns.ids(externalIds, id -> id))
                .query((row, _) -> Map.entry(row.getLong("external_id"), row.getString("text")))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Deletes every label of a kind that came by a connection, and returns how many; the facts stay. One that came
     * before connections were noted may be of this one, and goes too.
     */
    public int purge(Label.Kind kind, UUID source) {
        return tenant.sql("""
                delete from label
                 where workspace_id = :workspace
                   and kind = :kind
                   and (source = :source or source is null)
                """)
                .param("kind", Columns.word(kind))
                .param("source", source)
                .update();
    }

    /**
     * What to call a repository: its label, or the vendor's number of it, which is the same on every page and for as
     * long as the repository lives.
     */
    public static String name(RepositoryId repository, @Nullable String label) {
        return label == null ? "Repository " + repository.value() : label;
    }
}

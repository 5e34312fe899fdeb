package dev.mullion.telemetry.engineering;

import dev.mullion.telemetry.Labels;
import dev.mullion.telemetry.RepositoryId;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The repositories of the workspace whose door is open. Safe to share between threads. */
@Component
public final class Repositories {

    /** The most entries of one page. */
    public static final int MOST = 200;

    private static final Duration RECENT = Duration.ofDays(90);

    private final TenantSql tenant;
    private final Clock clock;

    public Repositories(TenantSql tenant, Clock clock) {
        this.tenant = tenant;
        this.clock = clock;
    }

    /**
     * One repository.
     *
     * @param name its label, or "Repository" and the vendor's number
     * @param labelled whether the name is a label
     * @param inProgress pull requests that are open or draft, by anyone
     * @param recentlyMerged pull requests merged in the last 90 days, by anyone
     */
    public record Entry(
            RepositoryId id,
            String name,
            boolean labelled,
            boolean isPrivate,
            boolean archived,
            boolean removed,
            @Nullable String language,
            @Nullable Instant pushedAt,
            Instant asOf,
            long inProgress,
            long recentlyMerged) {}

    /**
     * In the order of the vendor's numbers.
     *
     * @param after the last one of the page before, or null for the first page
     * @param limit at most one more than {@link #MOST}, to see whether there is another page
     */
    public List<Entry> page(@Nullable RepositoryId after, int limit) {
        return tenant.sql("""
                select r.id, l.text as label, r.private, coalesce(r.archived, false) as archived,
                       coalesce(r.removed_at >= r.as_of, false) as removed, r.language, r.pushed_at, r.as_of,
                       coalesce(w.count, 0) as in_progress, coalesce(m.count, 0) as merged
                  from repository r
                  left join label l
                    on l.workspace_id = :workspace
                   and l.kind = 'repository'
                   and l.external_id = r.id
                  left join (select repository_id, count(*) as count
                               from pull_request
                              where workspace_id = :workspace
                                and state in ('draft', 'open')
                              group by repository_id) w on w.repository_id = r.id
                  left join (select repository_id, count(*) as count
                               from pull_request
                              where workspace_id = :workspace
                                and merged_at >= :recent::timestamptz
                              group by repository_id) m on m.repository_id = r.id
                 where r.workspace_id = :workspace
                   and r.as_of is not null
                   and r.id > :after::bigint
                 order by r.id
                 limit :limit::int
                """)
                .param("recent", Cells.timestamp(clock.instant().minus(RECENT)))
                .param("after", after == null ? 0L : after.value())
                .param("limit", Math.clamp(limit, 1, MOST + 1))
                .query(Repositories::entry)
                .list();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        RepositoryId id = new RepositoryId(row.getLong("id"));
        String label = row.getString("label");
        return new Entry(
                id,
                Labels.name(id, label),
                label != null,
                row.getBoolean("private"),
                row.getBoolean("archived"),
                row.getBoolean("removed"),
                row.getString("language"),
                Cells.instant(row, "pushed_at"),
                Cells.at(row, "as_of"),
                row.getLong("in_progress"),
                row.getLong("merged"));
    }
}

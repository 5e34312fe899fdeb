package dev.mullion.telemetry.engineering;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.engineering.Overview.ReviewLoad;
import dev.mullion.telemetry.engineering.Overview.Reviewer;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Counts reviews by reviewer. */
final class ReviewLoads {

    private static final int MOST_REVIEWERS = 50;

    private final TenantSql tenant;

    ReviewLoads(TenantSql tenant) {
        this.tenant = tenant;
    }

    ReviewLoad of(Period period, @Nullable RepositoryId repository) {
        List<LoadRow> rows = tenant.sql("""
                with pair as (
                    select r.reviewer, r.pull_request_id, count(*) as reviews, min(r.submitted_at) as first_at,
                           min(coalesce(p.first_ready_at, p.opened_at)) as ready_at
                      from review r
                      left join pull_request p
                        on p.workspace_id = :workspace
                       and p.id = r.pull_request_id
                     where r.workspace_id = :workspace
                       and r.submitted_at >= :from::timestamptz
                       and r.submitted_at < :until::timestamptz
                       and not r.reviewer_is_bot
                       and r.reviewer is not null
                       and r.reviewer is distinct from p.author
                       and (:repository::bigint is null or r.repository_id = :repository::bigint)
                     group by r.reviewer, r.pull_request_id
                )
                select reviewer, sum(reviews) as reviews, count(*) as pull_requests,
                       sum(sum(reviews)) over () as all_reviews, count(*) over () as people,
                       percentile_cont(0.5) within group (order by greatest(extract(epoch from first_at - ready_at)::float8, 0))
                           filter (where ready_at >= :from::timestamptz) as response
                  from pair
                 group by reviewer
                 order by sum(reviews) desc, reviewer
                 limit :limit::int
                """)
                .param("from", Cells.timestamp(period.from()))
                .param("until", Cells.timestamp(period.until()))
                .param("repository", repository == null ? null : repository.value())
                .param("limit", MOST_REVIEWERS)
                .query(LoadRow::of)
                .list();
        long all = rows.isEmpty() ? 0 : rows.getFirst().allReviews;
        long people = rows.isEmpty() ? 0 : rows.getFirst().people;
        return new ReviewLoad(
                period, all, people, rows.stream().map(LoadRow::reviewer).toList());
    }

    private record LoadRow(Reviewer reviewer, long allReviews, long people) {

        static LoadRow of(ResultSet row, int number) throws SQLException {
            long all = row.getLong("all_reviews");
            Reviewer reviewer = new Reviewer(
                    new IdHash(row.getObject("reviewer", UUID.class)),
                    row.getLong("reviews"),
                    row.getLong("pull_requests"),
                    (double) row.getLong("reviews") / all,
                    Cells.seconds(row, "response"));
            return new LoadRow(reviewer, all, row.getLong("people"));
        }
    }
}

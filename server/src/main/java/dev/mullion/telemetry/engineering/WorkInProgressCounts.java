package dev.mullion.telemetry.engineering;

import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.engineering.Overview.AgeCount;
import dev.mullion.telemetry.engineering.Overview.WorkInProgress;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts what is open or draft. */
final class WorkInProgressCounts {

    private final TenantSql tenant;
    private final PullRequests pullRequests;

    WorkInProgressCounts(TenantSql tenant, PullRequests pullRequests) {
        this.tenant = tenant;
        this.pullRequests = pullRequests;
    }

    WorkInProgress of(Instant now, @Nullable RepositoryId repository, int oldest) {
        List<Counted> counted = counted(now, repository);
        List<Counted> byPeople =
                counted.stream().filter(group -> group.atLeast != null).toList();
        var filter = PullRequests.Filter.all().by(PullRequests.Authors.PEOPLE).in(repository);
        return new WorkInProgress(
                Arrays.stream(Age.values())
                        .map(age -> Counted.find(byPeople, age))
                        .toList(),
                byPeople.stream().mapToLong(Counted::waiting).sum(),
                counted.stream()
                        .filter(group -> group.atLeast == null)
                        .mapToLong(group -> group.open + group.drafts)
                        .sum(),
                pullRequests.page(filter, PullRequests.Order.AGE, null, oldest).entries());
    }

    private List<Counted> counted(Instant now, @Nullable RepositoryId repository) {
        Long[] bounds = Arrays.stream(Age.values())
                .map(age -> age.atLeast().toSeconds())
                .toArray(Long[]::new);
        return tenant.sql("""
                select case when not author_is_bot then (:bounds::bigint[])[greatest(1, width_bucket(
                            extract(epoch from :now::timestamptz - opened_at)::bigint, :bounds::bigint[]))] end as at_least,
                       count(*) filter (where state = 'open') as open,
                       count(*) filter (where state = 'draft') as drafts,
                       count(*) filter (where state = 'open' and first_review_at is null) as waiting
                  from pull_request
                 where workspace_id = :workspace
                   and state in ('draft', 'open')
                   and (:repository::bigint is null or repository_id = :repository::bigint)
                 group by 1
                """)
                .param("now", Cells.timestamp(now))
                .param("bounds", bounds)
                .param("repository", repository == null ? null : repository.value())
                .query(Counted::of)
                .list();
    }

    /** @param atLeast the age in seconds at which the group begins; null for those by bots */
    private record Counted(@Nullable Long atLeast, long open, long drafts, long waiting) {

        static Counted of(ResultSet row, int number) throws SQLException {
            return new Counted(
                    row.getObject("at_least", Long.class),
                    row.getLong("open"),
                    row.getLong("drafts"),
                    row.getLong("waiting"));
        }

        static AgeCount find(List<Counted> counted, Age age) {
            Long atLeast = age.atLeast().toSeconds();
            return counted.stream()
                    .filter(group -> atLeast.equals(group.atLeast))
                    .map(group -> new AgeCount(age, group.open, group.drafts))
                    .findFirst()
                    .orElse(new AgeCount(age, 0, 0));
        }
    }
}

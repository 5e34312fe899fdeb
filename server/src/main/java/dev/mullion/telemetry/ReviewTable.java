package dev.mullion.telemetry;

import static dev.mullion.telemetry.Columns.flags;
import static dev.mullion.telemetry.Columns.ids;
import static dev.mullion.telemetry.Columns.texts;
import static java.util.Objects.requireNonNull;

import dev.mullion.keys.IdHash;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The reviews. */
final class ReviewTable implements Table<ReviewId, ReviewTable.ReviewRow> {

    private final TenantSql tenant;

    ReviewTable(TenantSql tenant) {
        this.tenant = tenant;
    }

    /** A review of GitHub never changes its pull request; the greater id only settles what should not happen. */
    record ReviewRow(
            ReviewId id,
            long pullRequest,
            long repository,
            @Nullable IdHash reviewer,
            boolean reviewerIsBot,
            Review.State state,
            Instant submittedAt)
            implements Row<ReviewRow> {

        static ReviewRow of(Review said) {
            return new ReviewRow(
                    said.id(),
                    said.pullRequest().value(),
                    said.repository().value(),
                    said.reviewer(),
                    said.reviewerIsBot(),
                    said.state(),
                    said.submittedAt());
        }

        @Override
        public ReviewRow and(ReviewRow other) {
            return new ReviewRow(
                    id,
                    Math.max(pullRequest, other.pullRequest),
                    Math.max(repository, other.repository),
                    Stated.greatest(reviewer, other.reviewer),
                    reviewerIsBot || other.reviewerIsBot,
                    requireNonNull(Stated.greatest(state, other.state)),
                    requireNonNull(Stated.least(submittedAt, other.submittedAt)));
        }

        @Override
        public int bytesKept() {
            return 8 + 8 + 8 + 16 + 1 + 4 + 8;
        }
    }

    @Override
    public Map<ReviewId, ReviewRow> find(Collection<ReviewId> keys) {
        return tenant.sql("""
                select id, pull_request_id, repository_id, reviewer, reviewer_is_bot, state, submitted_at
                  from review
                 where workspace_id = :workspace
                   and id = any (:ids::bigint[])
                """).param("ids", ids(keys, ReviewId::value)).query(ReviewTable::stored).list().stream()
                .collect(Collectors.toMap(ReviewRow::id, Function.identity()));
    }

    @Override
    public void write(Collection<ReviewRow> rows) {
        tenant.sql("""
                insert into review (workspace_id, id, pull_request_id, repository_id, reviewer, reviewer_is_bot, state,
                                    submitted_at)
                select :workspace, g.*
                  from unnest(:ids::bigint[], :pullRequests::bigint[], :repositories::bigint[], :reviewers::uuid[],
                              :bots::boolean[], :states::text[], :submitted::timestamptz[]) g
                    on conflict (workspace_id, id) do update
                   set pull_request_id = excluded.pull_request_id, repository_id = excluded.repository_id,
                       reviewer = excluded.reviewer, reviewer_is_bot = excluded.reviewer_is_bot,
                       state = excluded.state, submitted_at = excluded.submitted_at
                """)
                .param("ids", ids(rows, row -> row.id().value()))
                .param("pullRequests", ids(rows, ReviewRow::pullRequest))
                .param("repositories", ids(rows, ReviewRow::repository))
                .param("reviewers", texts(rows, ReviewRow::reviewer))
                .param("bots", flags(rows, ReviewRow::reviewerIsBot))
                .param("states", texts(rows, ReviewRow::state))
                .param("submitted", texts(rows, ReviewRow::submittedAt))
                .update();
    }

    private static ReviewRow stored(ResultSet row, int number) throws SQLException {
        return new ReviewRow(
                new ReviewId(row.getLong("id")),
                row.getLong("pull_request_id"),
                row.getLong("repository_id"),
                Columns.hash(row, "reviewer"),
                row.getBoolean("reviewer_is_bot"),
                Columns.constant(Review.State.class, row, "state"),
                Columns.at(row, "submitted_at"));
    }
}

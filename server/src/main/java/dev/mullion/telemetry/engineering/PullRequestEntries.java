package dev.mullion.telemetry.engineering;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Labels;
import dev.mullion.telemetry.PullRequest;
import dev.mullion.telemetry.PullRequestId;
import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.Review;
import dev.mullion.telemetry.ReviewId;
import dev.mullion.telemetry.engineering.PullRequests.Cursor;
import dev.mullion.telemetry.engineering.PullRequests.Entry;
import dev.mullion.telemetry.engineering.PullRequests.PushEntry;
import dev.mullion.telemetry.engineering.PullRequests.ReviewEntry;
import dev.mullion.telemetry.engineering.PullRequests.Times;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads pull requests whose keys are known. */
final class PullRequestEntries {

    private final TenantSql tenant;

    PullRequestEntries(TenantSql tenant) {
        this.tenant = tenant;
    }

    /** In the order of the keys. */
    List<Entry> of(List<Cursor> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        Map<Long, Entry> found = tenant
                .sql("""
                select p.id, p.repository_id, l.text as label, p.number, p.state, p.author, p.author_is_bot, p.association,
                       p.first_commit_at, p.opened_at, p.first_ready_at, p.first_review_at, p.last_review_at, p.merged_at,
                       p.closed_at, p.updated_at, p.into_default, p.reviewers_asked, p.sized_at is not null as sized,
                       p.additions, p.deletions, p.changed_files, p.commits, p.comments, p.review_comments,
                       p.coding_seconds, p.pickup_seconds, p.review_seconds, p.merge_seconds, p.cycle_seconds
                  from pull_request p
                  left join label l
                    on l.workspace_id = :workspace
                   and l.kind = 'repository'
                   and l.external_id = p.repository_id
                 where p.workspace_id = :workspace
                   and p.id = any (:ids::bigint[])
                """)
                .param("ids", keys.stream().map(Cursor::id).toArray(Long[]::new))
                .query(PullRequestEntries::entry)
                .list()
                .stream()
                .collect(Collectors.toMap(entry -> entry.id().value(), Function.identity()));
        return keys.stream()
                .map(key -> found.get(key.id()))
                .filter(Objects::nonNull)
                .toList();
    }

    List<ReviewEntry> reviews(PullRequestId id) {
        return tenant.sql("""
                select id, reviewer, reviewer_is_bot, state, submitted_at
                  from review
                 where workspace_id = :workspace
                   and pull_request_id = :id
                 order by submitted_at, id
                 limit 200
                """)
                .param("id", id.value())
                .query((row, _) -> new ReviewEntry(
                        new ReviewId(row.getLong("id")),
                        Cells.hash(row, "reviewer"),
                        row.getBoolean("reviewer_is_bot"),
                        Review.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                        Cells.at(row, "submitted_at")))
                .list();
    }

    List<PushEntry> pushes(PullRequestId id) {
        return tenant.sql("""
                select s.id, s.pusher, s.commits, s.distinct_commits, s.forced, s.at
                  from pull_request p
                  join push s
                    on s.workspace_id = :workspace
                   and s.branch = p.branch
                   and s.at >= p.opened_at - interval '2160 hours'
                   and s.at <= coalesce(p.closed_at, 'infinity'::timestamptz)
                 where p.workspace_id = :workspace
                   and p.id = :id
                 order by s.at, s.id
                 limit 100
                """)
                .param("id", id.value())
                .query((row, _) -> new PushEntry(
                        new IdHash(row.getObject("id", UUID.class)),
                        Cells.hash(row, "pusher"),
                        row.getInt("commits"),
                        row.getInt("distinct_commits"),
                        row.getBoolean("forced"),
                        Cells.at(row, "at")))
                .list();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        RepositoryId repository = new RepositoryId(row.getLong("repository_id"));
        return new Entry(
                new PullRequestId(row.getLong("id")),
                repository,
                Labels.name(repository, row.getString("label")),
                row.getInt("number"),
                PullRequest.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                Cells.hash(row, "author"),
                row.getBoolean("author_is_bot"),
                PullRequest.Association.valueOf(row.getString("association").toUpperCase(Locale.ROOT)),
                times(row),
                row.getObject("into_default", Boolean.class),
                row.getObject("reviewers_asked", Integer.class),
                size(row),
                Cells.seconds(row, "coding_seconds"),
                Cells.seconds(row, "pickup_seconds"),
                Cells.seconds(row, "review_seconds"),
                Cells.seconds(row, "merge_seconds"),
                Cells.seconds(row, "cycle_seconds"));
    }

    private static Times times(ResultSet row) throws SQLException {
        return new Times(
                Cells.instant(row, "first_commit_at"),
                Cells.at(row, "opened_at"),
                Cells.instant(row, "first_ready_at"),
                Cells.instant(row, "first_review_at"),
                Cells.instant(row, "last_review_at"),
                Cells.instant(row, "merged_at"),
                Cells.instant(row, "closed_at"),
                Cells.at(row, "updated_at"));
    }

    private static PullRequest.@Nullable Size size(ResultSet row) throws SQLException {
        if (!row.getBoolean("sized")) {
            return null;
        }
        return new PullRequest.Size(
                row.getInt("additions"),
                row.getInt("deletions"),
                row.getInt("changed_files"),
                row.getInt("commits"),
                row.getInt("comments"),
                row.getInt("review_comments"));
    }
}

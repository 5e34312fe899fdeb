package dev.mullion.telemetry;

import static dev.mullion.telemetry.Columns.counts;
import static dev.mullion.telemetry.Columns.flags;
import static dev.mullion.telemetry.Columns.ids;
import static dev.mullion.telemetry.Columns.texts;

import dev.mullion.telemetry.PullRequest.Association;
import dev.mullion.telemetry.PullRequest.FirstCommit;
import dev.mullion.telemetry.PullRequest.Size;
import dev.mullion.telemetry.PullRequest.State;
import dev.mullion.telemetry.PullRequestRow.Standing;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The pull requests, as stated; what follows from other rows is {@link DerivedTimes}'. */
final class PullRequestTable implements Table<PullRequestId, PullRequestRow> {

    private final TenantSql tenant;

    PullRequestTable(TenantSql tenant) {
        this.tenant = tenant;
    }

    @Override
    public Map<PullRequestId, PullRequestRow> find(Collection<PullRequestId> keys) {
        return tenant
                .sql("""
                select id, repository_id, number, state, author, author_is_bot, association, opened_at, first_ready_at,
                       merged_at, closed_at, listed_authored_at, listed_committed_at, branch, branch_at, into_default, into_default_at, reviewers_asked,
                       reviewers_asked_at, additions, deletions, changed_files, commits, comments, review_comments,
                       sized_at, updated_at
                  from pull_request
                 where workspace_id = :workspace
                   and id = any (:ids::bigint[])
                """)
                .param("ids", ids(keys, PullRequestId::value))
                .query(PullRequestTable::stored)
                .list()
                .stream()
                .collect(Collectors.toMap(PullRequestRow::id, Function.identity()));
    }

    @Override
    public void write(Collection<PullRequestRow> rows) {
        tenant.sql("""
                insert into pull_request (workspace_id, id, repository_id, number, state, author, author_is_bot, association,
                                          opened_at, first_ready_at, merged_at, closed_at, listed_authored_at,
                                          listed_committed_at, branch, branch_at, into_default, into_default_at,
                                          reviewers_asked, reviewers_asked_at, additions, deletions, changed_files,
                                          commits, comments, review_comments, sized_at, updated_at)
                select :workspace, g.*
                  from unnest(:ids::bigint[], :repositories::bigint[], :numbers::int[], :states::text[], :authors::uuid[],
                              :bots::boolean[], :associations::text[], :opened::timestamptz[], :ready::timestamptz[],
                              :merged::timestamptz[], :closed::timestamptz[], :authored::timestamptz[],
                              :committed::timestamptz[], :branches::uuid[],
                              :branchesAt::timestamptz[], :intoDefault::boolean[], :intoDefaultAt::timestamptz[],
                              :asked::int[], :askedAt::timestamptz[], :additions::int[], :deletions::int[],
                              :files::int[], :commits::int[], :comments::int[], :reviewComments::int[],
                              :sizedAt::timestamptz[], :updated::timestamptz[]) g
                    on conflict (workspace_id, id) do update
                   set repository_id = excluded.repository_id, number = excluded.number, state = excluded.state,
                       author = excluded.author, author_is_bot = excluded.author_is_bot,
                       association = excluded.association, opened_at = excluded.opened_at,
                       first_ready_at = excluded.first_ready_at, merged_at = excluded.merged_at,
                       closed_at = excluded.closed_at, listed_authored_at = excluded.listed_authored_at,
                       listed_committed_at = excluded.listed_committed_at, branch = excluded.branch, branch_at = excluded.branch_at,
                       into_default = excluded.into_default, into_default_at = excluded.into_default_at,
                       reviewers_asked = excluded.reviewers_asked, reviewers_asked_at = excluded.reviewers_asked_at,
                       additions = excluded.additions, deletions = excluded.deletions,
                       changed_files = excluded.changed_files, commits = excluded.commits,
                       comments = excluded.comments, review_comments = excluded.review_comments,
                       sized_at = excluded.sized_at, updated_at = excluded.updated_at
                """)
                .param("ids", ids(rows, row -> row.id().value()))
                .param("repositories", ids(rows, row -> row.standing().repository()))
                .param("numbers", counts(rows, row -> row.standing().number()))
                .param("states", texts(rows, row -> row.standing().state()))
                .param("authors", texts(rows, PullRequestRow::author))
                .param("bots", flags(rows, PullRequestRow::authorIsBot))
                .param("associations", texts(rows, row -> row.standing().association()))
                .param("opened", texts(rows, PullRequestRow::openedAt))
                .param("ready", texts(rows, PullRequestRow::firstReadyAt))
                .param("merged", texts(rows, row -> row.standing().mergedAt()))
                .param("closed", texts(rows, row -> row.standing().closedAt()))
                .param("authored", texts(rows, row -> instant(row.firstCommit(), FirstCommit::authoredAt)))
                .param("committed", texts(rows, row -> instant(row.firstCommit(), FirstCommit::committedAt)))
                .param("branches", texts(rows, row -> Stated.valueOf(row.branch())))
                .param("branchesAt", texts(rows, row -> Stated.versionOf(row.branch())))
                .param("intoDefault", flags(rows, row -> Stated.valueOf(row.intoDefault())))
                .param("intoDefaultAt", texts(rows, row -> Stated.versionOf(row.intoDefault())))
                .param("asked", counts(rows, row -> Stated.valueOf(row.reviewersAsked())))
                .param("askedAt", texts(rows, row -> Stated.versionOf(row.reviewersAsked())))
                .param("additions", sizes(rows, Size::additions))
                .param("deletions", sizes(rows, Size::deletions))
                .param("files", sizes(rows, Size::files))
                .param("commits", sizes(rows, Size::commits))
                .param("comments", sizes(rows, Size::comments))
                .param("reviewComments", sizes(rows, Size::reviewComments))
                .param("sizedAt", texts(rows, row -> Stated.versionOf(row.size())))
                .param("updated", texts(rows, row -> row.standing().updatedAt()))
                .update();
    }

    private static @Nullable Instant instant(@Nullable FirstCommit commit, Function<FirstCommit, Instant> which) {
        return commit == null ? null : which.apply(commit);
    }

    private static @Nullable Integer[] sizes(Collection<PullRequestRow> rows, ToIntFunction<Size> part) {
        return counts(rows, row -> {
            Stated<Size> size = row.size();
            return size == null ? null : Integer.valueOf(part.applyAsInt(size.value()));
        });
    }

    private static PullRequestRow stored(ResultSet row, int number) throws SQLException {
        return new PullRequestRow(
                new PullRequestId(row.getLong("id")),
                standing(row),
                Columns.hash(row, "author"),
                row.getBoolean("author_is_bot"),
                Columns.at(row, "opened_at"),
                Columns.instant(row, "first_ready_at"),
                firstCommit(row),
                Stated.of(Columns.hash(row, "branch"), Columns.instant(row, "branch_at")),
                Stated.of(Columns.flag(row, "into_default"), Columns.instant(row, "into_default_at")),
                Stated.of(Columns.count(row, "reviewers_asked"), Columns.instant(row, "reviewers_asked_at")),
                size(row, Columns.instant(row, "sized_at")));
    }

    private static @Nullable FirstCommit firstCommit(ResultSet row) throws SQLException {
        Instant authored = Columns.instant(row, "listed_authored_at");
        return authored == null ? null : new FirstCommit(authored, Columns.at(row, "listed_committed_at"));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                Columns.at(row, "updated_at"),
                Columns.constant(State.class, row, "state"),
                Columns.instant(row, "merged_at"),
                Columns.instant(row, "closed_at"),
                Columns.constant(Association.class, row, "association"),
                row.getLong("repository_id"),
                row.getInt("number"));
    }

    private static @Nullable Stated<Size> size(ResultSet row, @Nullable Instant at) throws SQLException {
        if (at == null) {
            return null;
        }
        return new Stated<>(
                new Size(
                        row.getInt("additions"),
                        row.getInt("deletions"),
                        row.getInt("changed_files"),
                        row.getInt("commits"),
                        row.getInt("comments"),
                        row.getInt("review_comments")),
                at);
    }
}

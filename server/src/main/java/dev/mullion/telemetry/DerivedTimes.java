package dev.mullion.telemetry;

import static dev.mullion.telemetry.Columns.ids;
import static dev.mullion.telemetry.Columns.texts;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.PullRequest.FirstCommit;
import dev.mullion.tenancy.TenantSql;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The instants of a pull request that follow from other rows: first and last review, first commit. They are computed
 * anew from the stored rows whenever one of these changed, so a review or push may come before its pull request.
 */
final class DerivedTimes {

    private final TenantSql tenant;

    DerivedTimes(TenantSql tenant) {
        this.tenant = tenant;
    }

    /** All of a pull request that derived instants, its own or another's, depend on. */
    private record Basis(
            @Nullable IdHash author,
            Instant openedAt,
            @Nullable Instant mergedAt,
            @Nullable Instant closedAt,
            @Nullable FirstCommit firstCommit,
            @Nullable IdHash branch) {

        static Basis of(PullRequestRow row) {
            return new Basis(
                    row.author(),
                    row.openedAt(),
                    row.standing().mergedAt(),
                    row.standing().closedAt(),
                    row.firstCommit(),
                    Stated.valueOf(row.branch()));
        }
    }

    /**
     * The pull requests whose derived instants may have changed: by id, and by branch from an instant of opening on.
     */
    static final class Touched {

        private final Set<PullRequestId> pullRequests = new HashSet<>();
        private final Map<IdHash, Instant> branches = new HashMap<>();

        void pullRequest(PullRequestRow row, @Nullable PullRequestRow before) {
            if (before != null && Basis.of(row).equals(Basis.of(before))) {
                return;
            }
            pullRequests.add(row.id());
            branch(Stated.valueOf(row.branch()), row.openedAt());
            if (before != null) {
                branch(Stated.valueOf(before.branch()), row.openedAt());
            }
        }

        void review(ReviewTable.ReviewRow row) {
            pullRequests.add(new PullRequestId(row.pullRequest()));
        }

        /** A commit counts for what was opened after it. */
        void push(Push push) {
            if (!push.committedAt().isEmpty()) {
                branch(push.branch(), push.committedAt().getFirst());
            }
        }

        private void branch(@Nullable IdHash branch, Instant since) {
            if (branch != null) {
                branches.merge(branch, since, (one, other) -> Objects.requireNonNull(Stated.least(one, other)));
            }
        }

        boolean isEmpty() {
            return pullRequests.isEmpty() && branches.isEmpty();
        }
    }

    /**
     * A review counts when somebody submitted it who is known, not a bot and not the author; the last one, when it came
     * before the merge. A commit counts when it was pushed to the head branch before the opening (an hour is allowed
     * for the vendor's clocks) or is the first that the vendor lists of the pull request, as written or as committed;
     * and when it was made before the opening, at most 90 days before, and after the last close of another pull request
     * from that branch. Intervals are in hours: days would follow the session's time zone.
     */
    void refresh(Touched touched) {
        tenant.sql("""
                with touched as (
                    select t.id, t.author, t.opened_at, t.merged_at, t.branch, t.listed_authored_at, t.listed_committed_at
                      from pull_request t
                     where t.workspace_id = :workspace
                       and t.id = any (:ids::bigint[])
                     union
                    select t.id, t.author, t.opened_at, t.merged_at, t.branch, t.listed_authored_at, t.listed_committed_at
                      from unnest(:branches::uuid[], :since::timestamptz[]) b (branch, since)
                      join pull_request t on t.branch = b.branch and t.opened_at >= b.since
                     where t.workspace_id = :workspace
                       and t.branch = any (:branches::uuid[])
                ), derived as (
                    select t.id, reviewed.first_at, reviewed.last_at, committed.at
                      from touched t
                     cross join lateral (
                           select min(r.submitted_at) as first_at,
                                  max(r.submitted_at) filter (where r.submitted_at <= t.merged_at) as last_at
                             from review r
                            where r.workspace_id = :workspace
                              and r.pull_request_id = t.id
                              and not r.reviewer_is_bot
                              and r.reviewer is not null
                              and r.reviewer is distinct from t.author) reviewed
                     cross join lateral (
                           select greatest(max(o.closed_at), t.opened_at - interval '2160 hours') as at
                             from pull_request o
                            where o.workspace_id = :workspace
                              and o.branch = t.branch
                              and o.id <> t.id
                              and o.closed_at <= t.opened_at) start
                     cross join lateral (
                           select min(c.at) as at
                             from (select unnest(s.committed_at) as at
                                     from push s
                                    where s.workspace_id = :workspace
                                      and s.branch = t.branch
                                      and s.at between t.opened_at - interval '2160 hours' and t.opened_at + interval '1 hour'
                                    union all
                                   select unnest(array[t.listed_authored_at, t.listed_committed_at])) c
                            where c.at > start.at
                              and c.at <= t.opened_at) committed
                )
                update pull_request p
                   set first_review_at = d.first_at, last_review_at = d.last_at, first_commit_at = d.at
                  from derived d
                 where p.workspace_id = :workspace
                   and p.id = d.id
                   and (p.first_review_at, p.last_review_at, p.first_commit_at) is distinct from (d.first_at, d.last_at, d.at)
                """)
                .param("ids", ids(touched.pullRequests, PullRequestId::value))
                .param("branches", texts(touched.branches.keySet(), branch -> branch))
                .param("since", texts(touched.branches.values(), since -> since))
                .update();
    }
}

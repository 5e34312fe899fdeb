package dev.mullion.telemetry.engineering;

import dev.mullion.telemetry.engineering.PullRequests.Authors;
import dev.mullion.telemetry.engineering.PullRequests.Cursor;
import dev.mullion.telemetry.engineering.PullRequests.Filter;
import dev.mullion.telemetry.engineering.PullRequests.Order;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Finds which pull requests are on a page. Each order by an instant has a statement of its own, and an index for it.
 */
final class PullRequestKeys {

    private final TenantSql tenant;

    PullRequestKeys(TenantSql tenant) {
        this.tenant = tenant;
    }

    List<Cursor> find(Filter filter, Order order, @Nullable Cursor after, int limit) {
        return switch (order) {
            case UPDATED -> byUpdate(filter, after, limit);
            case OPENED -> byOpening(filter, after, limit);
            case AGE -> byAge(filter, after, limit);
            case CODING, PICKUP, REVIEW, MERGE, CYCLE -> byDuration(filter, order, after, limit);
        };
    }

    private List<Cursor> byUpdate(Filter filter, @Nullable Cursor after, int limit) {
        return filtered(tenant.sql("""
                select p.updated_at as at, p.id
                  from pull_request p
                 where p.workspace_id = :workspace
                   and (p.updated_at, p.id) < (:at::timestamptz, :id::bigint)
                   and (:states::text[] is null or p.state = any (:states::text[]))
                   and (:repository::bigint is null or p.repository_id = :repository::bigint)
                   and (:bot::boolean is null or p.author_is_bot = :bot::boolean)
                   and (not :waiting::boolean or p.state = 'open' and p.first_review_at is null)
                   and (:openedFrom::timestamptz is null
                        or p.opened_at >= :openedFrom::timestamptz and p.opened_at < :openedUntil::timestamptz)
                   and (:mergedFrom::timestamptz is null
                        or p.merged_at >= :mergedFrom::timestamptz and p.merged_at < :mergedUntil::timestamptz)
                   and (:reviewer::uuid is null
                        or p.author is distinct from :reviewer::uuid
                           and exists (select
                                         from review r
                                        where r.workspace_id = :workspace
                                          and r.pull_request_id = p.id
                                          and r.reviewer = :reviewer::uuid
                                          and r.submitted_at >= :reviewedFrom::timestamptz
                                          and r.submitted_at < :reviewedUntil::timestamptz))
                 order by p.updated_at desc, p.id desc
                 limit :limit::int
                """), filter, limit)
                .param("at", after == null ? LAST : instant(after))
                .param("id", after == null ? Long.MAX_VALUE : after.id())
                .query(PullRequestKeys::instantCursor)
                .list();
    }

    private List<Cursor> byOpening(Filter filter, @Nullable Cursor after, int limit) {
        return filtered(tenant.sql("""
                select p.opened_at as at, p.id
                  from pull_request p
                 where p.workspace_id = :workspace
                   and (p.opened_at, p.id) < (:at::timestamptz, :id::bigint)
                   and (:states::text[] is null or p.state = any (:states::text[]))
                   and (:repository::bigint is null or p.repository_id = :repository::bigint)
                   and (:bot::boolean is null or p.author_is_bot = :bot::boolean)
                   and (not :waiting::boolean or p.state = 'open' and p.first_review_at is null)
                   and (:openedFrom::timestamptz is null
                        or p.opened_at >= :openedFrom::timestamptz and p.opened_at < :openedUntil::timestamptz)
                   and (:mergedFrom::timestamptz is null
                        or p.merged_at >= :mergedFrom::timestamptz and p.merged_at < :mergedUntil::timestamptz)
                   and (:reviewer::uuid is null
                        or p.author is distinct from :reviewer::uuid
                           and exists (select
                                         from review r
                                        where r.workspace_id = :workspace
                                          and r.pull_request_id = p.id
                                          and r.reviewer = :reviewer::uuid
                                          and r.submitted_at >= :reviewedFrom::timestamptz
                                          and r.submitted_at < :reviewedUntil::timestamptz))
                 order by p.opened_at desc, p.id desc
                 limit :limit::int
                """), filter, limit)
                .param("at", after == null ? LAST : instant(after))
                .param("id", after == null ? Long.MAX_VALUE : after.id())
                .query(PullRequestKeys::instantCursor)
                .list();
    }

    private List<Cursor> byAge(Filter filter, @Nullable Cursor after, int limit) {
        return filtered(tenant.sql("""
                select p.opened_at as at, p.id
                  from pull_request p
                 where p.workspace_id = :workspace
                   and p.state in ('draft', 'open')
                   and (p.opened_at, p.id) > (:at::timestamptz, :id::bigint)
                   and (:states::text[] is null or p.state = any (:states::text[]))
                   and (:repository::bigint is null or p.repository_id = :repository::bigint)
                   and (:bot::boolean is null or p.author_is_bot = :bot::boolean)
                   and (not :waiting::boolean or p.state = 'open' and p.first_review_at is null)
                   and (:openedFrom::timestamptz is null
                        or p.opened_at >= :openedFrom::timestamptz and p.opened_at < :openedUntil::timestamptz)
                   and (:mergedFrom::timestamptz is null
                        or p.merged_at >= :mergedFrom::timestamptz and p.merged_at < :mergedUntil::timestamptz)
                   and (:reviewer::uuid is null
                        or p.author is distinct from :reviewer::uuid
                           and exists (select
                                         from review r
                                        where r.workspace_id = :workspace
                                          and r.pull_request_id = p.id
                                          and r.reviewer = :reviewer::uuid
                                          and r.submitted_at >= :reviewedFrom::timestamptz
                                          and r.submitted_at < :reviewedUntil::timestamptz))
                 order by p.opened_at, p.id
                 limit :limit::int
                """), filter, limit)
                .param("at", after == null ? Timestamp.from(Instant.EPOCH) : instant(after))
                .param("id", after == null ? 0L : after.id())
                .query(PullRequestKeys::instantCursor)
                .list();
    }

    private List<Cursor> byDuration(Filter filter, Order order, @Nullable Cursor after, int limit) {
        return filtered(tenant.sql("""
                select d.seconds, p.id
                  from pull_request p
                 cross join lateral (
                       select case :stage::text
                                   when 'coding_seconds' then p.coding_seconds
                                   when 'pickup_seconds' then p.pickup_seconds
                                   when 'review_seconds' then p.review_seconds
                                   when 'merge_seconds' then p.merge_seconds
                                   when 'cycle_seconds' then p.cycle_seconds end as seconds) d
                 where p.workspace_id = :workspace
                   and (d.seconds, p.id) < (:seconds::bigint, :id::bigint)
                   and (:states::text[] is null or p.state = any (:states::text[]))
                   and (:repository::bigint is null or p.repository_id = :repository::bigint)
                   and (:bot::boolean is null or p.author_is_bot = :bot::boolean)
                   and (not :waiting::boolean or p.state = 'open' and p.first_review_at is null)
                   and (:openedFrom::timestamptz is null
                        or p.opened_at >= :openedFrom::timestamptz and p.opened_at < :openedUntil::timestamptz)
                   and (:mergedFrom::timestamptz is null
                        or p.merged_at >= :mergedFrom::timestamptz and p.merged_at < :mergedUntil::timestamptz)
                   and (:reviewer::uuid is null
                        or p.author is distinct from :reviewer::uuid
                           and exists (select
                                         from review r
                                        where r.workspace_id = :workspace
                                          and r.pull_request_id = p.id
                                          and r.reviewer = :reviewer::uuid
                                          and r.submitted_at >= :reviewedFrom::timestamptz
                                          and r.submitted_at < :reviewedUntil::timestamptz))
                 order by d.seconds desc, p.id desc
                 limit :limit::int
                """), filter, limit)
                .param("stage", order.name().toLowerCase(Locale.ROOT) + "_seconds")
                .param("seconds", after == null ? Long.MAX_VALUE : after.value())
                .param("id", after == null ? Long.MAX_VALUE : after.id())
                .query((row, _) -> new Cursor(row.getLong("seconds"), row.getLong("id")))
                .list();
    }

    /** Later than anything a vendor may say: the projection refuses years after 9999. */
    private static final Timestamp LAST = Timestamp.from(Instant.parse("9999-12-31T23:59:59.999999Z"));

    private static StatementSpec filtered(StatementSpec statement, Filter filter, int limit) {
        Period opened = filter.opened();
        Period merged = filter.merged();
        PullRequests.Reviewed reviewed = filter.reviewed();
        return statement
                .param("states", states(filter))
                .param(
                        "repository",
                        filter.repository() == null ? null : filter.repository().value())
                .param("bot", filter.authors() == Authors.ANYONE ? null : filter.authors() == Authors.BOTS)
                .param("waiting", filter.waiting())
                .param("openedFrom", opened == null ? null : Cells.timestamp(opened.from()))
                .param("openedUntil", opened == null ? null : Cells.timestamp(opened.until()))
                .param("mergedFrom", merged == null ? null : Cells.timestamp(merged.from()))
                .param("mergedUntil", merged == null ? null : Cells.timestamp(merged.until()))
                .param("reviewer", reviewed == null ? null : reviewed.person().value())
                .param(
                        "reviewedFrom",
                        reviewed == null
                                ? null
                                : Cells.timestamp(reviewed.period().from()))
                .param(
                        "reviewedUntil",
                        reviewed == null
                                ? null
                                : Cells.timestamp(reviewed.period().until()))
                .param("limit", limit);
    }

    private static String @Nullable [] states(Filter filter) {
        return filter.states().isEmpty()
                ? null
                : filter.states().stream()
                        .map(state -> state.name().toLowerCase(Locale.ROOT))
                        .toArray(String[]::new);
    }

    private static Cursor instantCursor(ResultSet row, int number) throws SQLException {
        return new Cursor(ChronoUnit.MICROS.between(Instant.EPOCH, Cells.at(row, "at")), row.getLong("id"));
    }

    private static Timestamp instant(Cursor key) {
        return Timestamp.from(Instant.EPOCH.plus(key.value(), ChronoUnit.MICROS));
    }
}

package dev.mullion.telemetry.engineering;

import dev.mullion.telemetry.RepositoryId;
import dev.mullion.telemetry.engineering.Overview.CycleTime;
import dev.mullion.telemetry.engineering.Overview.Measure;
import dev.mullion.telemetry.engineering.Overview.Week;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Cycle time of a period and week by week. The durations themselves are computed where the facts are kept. */
final class CycleTimes {

    private final TenantSql tenant;

    CycleTimes(TenantSql tenant) {
        this.tenant = tenant;
    }

    CycleTime of(Period period, @Nullable RepositoryId repository) {
        return tenant.sql("""
                select count(*) filter (where not author_is_bot) as merged,
                       count(*) filter (where author_is_bot) as by_bots,
                       count(coding_seconds) filter (where not author_is_bot) as coding,
                       percentile_cont(0.5) within group (order by coding_seconds) filter (where not author_is_bot) as coding_median,
                       percentile_cont(0.9) within group (order by coding_seconds) filter (where not author_is_bot) as coding_p90,
                       count(pickup_seconds) filter (where not author_is_bot) as pickup,
                       percentile_cont(0.5) within group (order by pickup_seconds) filter (where not author_is_bot) as pickup_median,
                       percentile_cont(0.9) within group (order by pickup_seconds) filter (where not author_is_bot) as pickup_p90,
                       count(review_seconds) filter (where not author_is_bot) as review,
                       percentile_cont(0.5) within group (order by review_seconds) filter (where not author_is_bot) as review_median,
                       percentile_cont(0.9) within group (order by review_seconds) filter (where not author_is_bot) as review_p90,
                       count(merge_seconds) filter (where not author_is_bot) as merging,
                       percentile_cont(0.5) within group (order by merge_seconds) filter (where not author_is_bot) as merge_median,
                       percentile_cont(0.9) within group (order by merge_seconds) filter (where not author_is_bot) as merge_p90,
                       count(cycle_seconds) filter (where not author_is_bot) as cycle,
                       percentile_cont(0.5) within group (order by cycle_seconds) filter (where not author_is_bot) as cycle_median,
                       percentile_cont(0.9) within group (order by cycle_seconds) filter (where not author_is_bot) as cycle_p90
                  from pull_request
                 where workspace_id = :workspace
                   and merged_at >= :from::timestamptz
                   and merged_at < :until::timestamptz
                   and (:repository::bigint is null or repository_id = :repository::bigint)
                """)
                .param("from", Cells.timestamp(period.from()))
                .param("until", Cells.timestamp(period.until()))
                .param("repository", repository == null ? null : repository.value())
                .query((row, _) ->
                        new CycleTime(period, row.getLong("merged"), row.getLong("by_bots"), stages(row), whole(row)))
                .single();
    }

    /**
     * Every week of the period, which starts on a Monday, those in which nothing happened included. A fixed stride in
     * UTC is the ISO week, and costs a tenth of truncating each instant in a time zone.
     */
    List<Week> weeks(Period period, @Nullable RepositoryId repository) {
        Map<LocalDate, Week> found = tenant
                .sql("""
                with opened as (
                    select date_bin(interval '168 hours', opened_at, :from::timestamptz) as week, count(*) as opened
                      from pull_request
                     where workspace_id = :workspace
                       and opened_at >= :from::timestamptz
                       and opened_at < :until::timestamptz
                       and not author_is_bot
                       and (:repository::bigint is null or repository_id = :repository::bigint)
                     group by 1
                ), merged as (
                    select date_bin(interval '168 hours', merged_at, :from::timestamptz) as week,
                           count(*) as merged,
                           count(coding_seconds) as coding,
                           percentile_cont(0.5) within group (order by coding_seconds) as coding_median,
                           percentile_cont(0.9) within group (order by coding_seconds) as coding_p90,
                           count(pickup_seconds) as pickup,
                           percentile_cont(0.5) within group (order by pickup_seconds) as pickup_median,
                           percentile_cont(0.9) within group (order by pickup_seconds) as pickup_p90,
                           count(review_seconds) as review,
                           percentile_cont(0.5) within group (order by review_seconds) as review_median,
                           percentile_cont(0.9) within group (order by review_seconds) as review_p90,
                           count(merge_seconds) as merging,
                           percentile_cont(0.5) within group (order by merge_seconds) as merge_median,
                           percentile_cont(0.9) within group (order by merge_seconds) as merge_p90,
                           count(cycle_seconds) as cycle,
                           percentile_cont(0.5) within group (order by cycle_seconds) as cycle_median,
                           percentile_cont(0.9) within group (order by cycle_seconds) as cycle_p90
                      from pull_request
                     where workspace_id = :workspace
                       and merged_at >= :from::timestamptz
                       and merged_at < :until::timestamptz
                       and not author_is_bot
                       and (:repository::bigint is null or repository_id = :repository::bigint)
                     group by 1
                )
                select (week at time zone 'UTC')::date as monday, coalesce(opened, 0) as opened, coalesce(merged, 0) as merged,
                       coding, coding_median, coding_p90, pickup, pickup_median, pickup_p90,
                       review, review_median, review_p90, merging, merge_median, merge_p90,
                       cycle, cycle_median, cycle_p90
                  from opened
                  full join merged using (week)
                """)
                .param("from", Cells.timestamp(period.from()))
                .param("until", Cells.timestamp(period.until()))
                .param("repository", repository == null ? null : repository.value())
                .query((row, _) -> new Week(
                        row.getObject("monday", LocalDate.class),
                        row.getLong("opened"),
                        row.getLong("merged"),
                        stages(row),
                        whole(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Week::monday, Function.identity()));
        return mondays(period)
                .map(monday -> found.getOrDefault(monday, quiet(monday)))
                .toList();
    }

    private static Stream<LocalDate> mondays(Period period) {
        LocalDate end = LocalDate.ofInstant(period.until(), java.time.ZoneOffset.UTC);
        return Stream.iterate(period.firstDay(), monday -> monday.isBefore(end), monday -> monday.plusWeeks(1));
    }

    private static Week quiet(LocalDate monday) {
        List<Measure> stages = Stream.of(
                        EngineeringMetrics.CODING,
                        EngineeringMetrics.PICKUP,
                        EngineeringMetrics.REVIEW,
                        EngineeringMetrics.MERGE)
                .map(metric -> new Measure(metric, 0, null, null))
                .toList();
        return new Week(monday, 0, 0, stages, new Measure(EngineeringMetrics.CYCLE, 0, null, null));
    }

    private static List<Measure> stages(ResultSet row) throws SQLException {
        return List.of(
                measure(row, EngineeringMetrics.CODING, "coding", "coding_median", "coding_p90"),
                measure(row, EngineeringMetrics.PICKUP, "pickup", "pickup_median", "pickup_p90"),
                measure(row, EngineeringMetrics.REVIEW, "review", "review_median", "review_p90"),
                measure(row, EngineeringMetrics.MERGE, "merging", "merge_median", "merge_p90"));
    }

    private static Measure whole(ResultSet row) throws SQLException {
        return measure(row, EngineeringMetrics.CYCLE, "cycle", "cycle_median", "cycle_p90");
    }

    private static Measure measure(ResultSet row, Metric metric, String count, String median, String p90)
            throws SQLException {
        return new Measure(metric, row.getLong(count), Cells.seconds(row, median), Cells.seconds(row, p90));
    }
}

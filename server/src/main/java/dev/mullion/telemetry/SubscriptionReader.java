package dev.mullion.telemetry;

import static dev.mullion.telemetry.Columns.texts;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.Subscription.CancelReason;
import dev.mullion.telemetry.Subscription.Pause;
import dev.mullion.telemetry.Subscription.Standing;
import dev.mullion.telemetry.Subscription.Status;
import dev.mullion.telemetry.Subscription.Times;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads versions of subscriptions, and completes them with their items and discounts. */
final class SubscriptionReader {

    private final TenantSql tenant;
    private final SubscriptionParts parts;

    SubscriptionReader(TenantSql tenant) {
        this.tenant = tenant;
        this.parts = new SubscriptionParts(tenant);
    }

    List<SubscriptionVersion> newest(Collection<SubscriptionId> ids) {
        return parts.complete(tenant.sql("""
                select id, since, until, seen_first, live, status, customer, collection, started_at, trial_start, trial_end,
                       cancel_at, cancel_at_period_end, canceled_at, ended_at, cancel_reason, pause, resumes_at, whole, as_of
                  from subscription
                 where workspace_id = :workspace
                   and id = any (:ids::text[])
                   and until is null
                """)
                .param("ids", texts(ids, id -> id))
                .query(SubscriptionReader::version)
                .list());
    }

    List<SubscriptionVersion> at(Instant at, boolean live, @Nullable SubscriptionId after, int limit) {
        return parts.complete(tenant.sql("""
                select id, since, until, seen_first, live, status, customer, collection, started_at, trial_start, trial_end,
                       cancel_at, cancel_at_period_end, canceled_at, ended_at, cancel_reason, pause, resumes_at, whole, as_of
                  from subscription
                 where workspace_id = :workspace
                   and id > :after
                   and live = :live
                   and since <= :at::timestamptz
                   and (until is null or until > :at::timestamptz)
                 order by id
                 limit :limit::int
                """)
                .param("after", after == null ? "" : after.value())
                .param("live", live)
                .param("at", Timestamp.from(at))
                .param("limit", limit)
                .query(SubscriptionReader::version)
                .list());
    }

    List<SubscriptionVersion> history(SubscriptionId id, int limit) {
        return parts.complete(tenant.sql("""
                select id, since, until, seen_first, live, status, customer, collection, started_at, trial_start, trial_end,
                       cancel_at, cancel_at_period_end, canceled_at, ended_at, cancel_reason, pause, resumes_at, whole, as_of
                  from subscription
                 where workspace_id = :workspace
                   and id = :id
                 order by since
                 limit :limit::int
                """)
                .param("id", id.value())
                .param("limit", limit)
                .query(SubscriptionReader::version)
                .list());
    }

    List<SubscriptionVersion> before(Instant at, boolean live, Collection<IdHash> customers, int limit) {
        return parts.complete(tenant.sql("""
                select id, since, until, seen_first, live, status, customer, collection, started_at, trial_start, trial_end,
                       cancel_at, cancel_at_period_end, canceled_at, ended_at, cancel_reason, pause, resumes_at, whole, as_of
                  from subscription
                 where workspace_id = :workspace
                   and customer = any (:customers::uuid[])
                   and live = :live
                   and since < :at::timestamptz
                 order by since, id
                 limit :limit::int
                """)
                .param("customers", texts(customers, customer -> customer))
                .param("live", live)
                .param("at", Timestamp.from(at))
                .param("limit", limit)
                .query(SubscriptionReader::version)
                .list());
    }

    private static SubscriptionVersion version(ResultSet row, int number) throws SQLException {
        Subscription said = new Subscription(
                new SubscriptionId(row.getString("id")),
                row.getBoolean("live"),
                Columns.hash(row, "customer"),
                new Standing(
                        Columns.constant(Status.class, row, "status"),
                        Columns.constant(Subscription.Collection.class, row, "collection"),
                        row.getBoolean("cancel_at_period_end"),
                        Columns.constantOrNull(CancelReason.class, row, "cancel_reason"),
                        Columns.constantOrNull(Pause.class, row, "pause")),
                new Times(
                        Columns.at(row, "started_at"),
                        Columns.instant(row, "trial_start"),
                        Columns.instant(row, "trial_end"),
                        Columns.instant(row, "cancel_at"),
                        Columns.instant(row, "canceled_at"),
                        Columns.instant(row, "ended_at"),
                        Columns.instant(row, "resumes_at")),
                List.of(),
                List.of(),
                row.getBoolean("whole"),
                Columns.at(row, "as_of"),
                null);
        return new SubscriptionVersion(
                said, Columns.at(row, "since"), Columns.instant(row, "until"), row.getBoolean("seen_first"));
    }
}

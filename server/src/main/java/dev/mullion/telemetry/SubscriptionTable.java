package dev.mullion.telemetry;

import static dev.mullion.telemetry.Columns.flags;
import static dev.mullion.telemetry.Columns.texts;

import dev.mullion.tenancy.TenantSql;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The newest version of each subscription. Writing one ends the one before. */
final class SubscriptionTable implements Table<SubscriptionId, SubscriptionRow> {

    private final TenantSql tenant;
    private final SubscriptionReader reader;

    SubscriptionTable(TenantSql tenant) {
        this.tenant = tenant;
        this.reader = new SubscriptionReader(tenant);
    }

    @Override
    public Map<SubscriptionId, SubscriptionRow> find(Collection<SubscriptionId> keys) {
        return reader.newest(keys).stream()
                .map(version -> new SubscriptionRow(version.said(), version.since(), version.seenFirst()))
                .collect(Collectors.toMap(row -> row.said().id(), Function.identity()));
    }

    @Override
    public void write(Collection<SubscriptionRow> rows) {
        end(rows.stream().filter(row -> !row.seenFirst()).toList());
        insert(rows);
        insertItems(rows.stream()
                .flatMap(row -> row.said().items().stream().map(item -> new ItemOf(row, item)))
                .toList());
        insertDiscounts(rows.stream().flatMap(DiscountOf::all).toList());
    }

    /** The ids are named twice, as {@link Table#find} has it. */
    private void end(Collection<SubscriptionRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        tenant.sql("""
                update subscription s
                   set until = g.since
                  from unnest(:ids::text[], :since::timestamptz[]) g (id, since)
                 where s.workspace_id = :workspace
                   and s.id = any (:ids::text[])
                   and s.id = g.id
                   and s.until is null
                """)
                .param("ids", texts(rows, row -> row.said().id()))
                .param("since", texts(rows, SubscriptionRow::since))
                .update();
    }

    private void insert(Collection<SubscriptionRow> rows) {
        tenant.sql("""
                insert into subscription (workspace_id, id, since, seen_first, live, status, customer, collection, started_at,
                                          trial_start, trial_end, cancel_at, cancel_at_period_end, canceled_at, ended_at,
                                          cancel_reason, pause, resumes_at, whole, as_of)
                select :workspace, g.*
                  from unnest(:ids::text[], :since::timestamptz[], :first::boolean[], :live::boolean[], :statuses::text[],
                              :customers::uuid[], :collections::text[], :started::timestamptz[], :trialStart::timestamptz[],
                              :trialEnd::timestamptz[], :cancelAt::timestamptz[], :atPeriodEnd::boolean[],
                              :canceled::timestamptz[], :ended::timestamptz[], :reasons::text[], :pauses::text[],
                              :resumes::timestamptz[], :whole::boolean[], :asOf::timestamptz[]) g
                """)
                .param("ids", texts(rows, row -> row.said().id()))
                .param("since", texts(rows, SubscriptionRow::since))
                .param("first", flags(rows, SubscriptionRow::seenFirst))
                .param("live", flags(rows, row -> row.said().live()))
                .param("statuses", texts(rows, row -> row.said().standing().status()))
                .param("customers", texts(rows, row -> row.said().customer()))
                .param("collections", texts(rows, row -> row.said().standing().collection()))
                .param("started", texts(rows, row -> row.said().times().startedAt()))
                .param("trialStart", texts(rows, row -> row.said().times().trialStart()))
                .param("trialEnd", texts(rows, row -> row.said().times().trialEnd()))
                .param("cancelAt", texts(rows, row -> row.said().times().cancelAt()))
                .param("atPeriodEnd", flags(rows, row -> row.said().standing().cancelsAtPeriodEnd()))
                .param("canceled", texts(rows, row -> row.said().times().canceledAt()))
                .param("ended", texts(rows, row -> row.said().times().endedAt()))
                .param("reasons", texts(rows, row -> row.said().standing().cancelReason()))
                .param("pauses", texts(rows, row -> row.said().standing().pause()))
                .param("resumes", texts(rows, row -> row.said().times().resumesAt()))
                .param("whole", flags(rows, row -> row.said().isWhole()))
                .param("asOf", texts(rows, row -> row.said().asOf()))
                .update();
    }

    private record ItemOf(SubscriptionRow of, SubscriptionItem item) {

        Price price() {
            return item.price();
        }

        /** An array of arrays would be one flat list to unnest. */
        String tiers(Function<Price.Tier, @Nullable Object> part) {
            return price().tiers().stream()
                    .map(part)
                    .map(value -> value == null ? "null" : value.toString())
                    .collect(Collectors.joining(",", "{", "}"));
        }
    }

    private void insertItems(List<ItemOf> items) {
        if (items.isEmpty()) {
            return;
        }
        tenant.sql("""
                insert into subscription_item (workspace_id, subscription_id, since, id, quantity, period_start, period_end,
                                               price, product, currency, usage, scheme, interval_unit, interval_count,
                                               unit_amount, custom_amount, tiers_mode, tier_up_to, tier_unit, tier_flat,
                                               divide_by, round_up, tax_inclusive)
                select :workspace, g.subscription, g.since, g.id, g.quantity, g.period_start, g.period_end, g.price, g.product,
                       g.currency, g.usage, g.scheme, g.unit, g.count, g.amount, g.custom, g.mode, g.up_to::bigint[],
                       g.tier_unit::numeric[], g.tier_flat::numeric[], g.divide_by, g.round_up, g.tax
                  from unnest(:subscriptions::text[], :since::timestamptz[], :ids::text[], :quantities::bigint[],
                              :starts::timestamptz[], :ends::timestamptz[], :prices::uuid[], :products::uuid[],
                              :currencies::text[], :usages::text[], :schemes::text[], :units::text[], :counts::int[],
                              :amounts::numeric[], :custom::boolean[], :modes::text[], :upTo::text[], :tierUnits::text[],
                              :tierFlats::text[], :divideBy::bigint[], :roundUp::boolean[], :tax::boolean[])
                       g (subscription, since, id, quantity, period_start, period_end, price, product, currency, usage, scheme,
                          unit, count, amount, custom, mode, up_to, tier_unit, tier_flat, divide_by, round_up, tax)
                """)
                .param("subscriptions", texts(items, one -> one.of().said().id()))
                .param("since", texts(items, one -> one.of().since()))
                .param("ids", texts(items, one -> one.item().id()))
                .param("quantities", texts(items, one -> one.item().quantity()))
                .param("starts", texts(items, one -> one.item().periodStart()))
                .param("ends", texts(items, one -> one.item().periodEnd()))
                .param("prices", texts(items, one -> one.price().id()))
                .param("products", texts(items, one -> one.price().product()))
                .param("currencies", texts(items, one -> one.price().currency()))
                .param("usages", texts(items, one -> one.price().usage()))
                .param("schemes", texts(items, one -> one.price().tiersMode() == null ? "per_unit" : "tiered"))
                .param("units", texts(items, one -> cycle(one, Price.Cycle::unit)))
                .param("counts", texts(items, one -> cycle(one, Price.Cycle::count)))
                .param("amounts", texts(items, one -> one.price().unit()))
                .param("custom", flags(items, one -> one.price().isCustom()))
                .param("modes", texts(items, one -> one.price().tiersMode()))
                .param("upTo", texts(items, one -> one.tiers(Price.Tier::upTo)))
                .param(
                        "tierUnits",
                        texts(items, one -> one.tiers(tier -> tier.unit().toPlainString())))
                .param(
                        "tierFlats",
                        texts(items, one -> one.tiers(tier -> tier.flat().toPlainString())))
                .param("divideBy", texts(items, one -> transform(one, Price.Transform::divideBy)))
                .param("roundUp", texts(items, one -> transform(one, Price.Transform::isUp)))
                .param("tax", flags(items, one -> one.price().isTaxInclusive()))
                .update();
    }

    private static @Nullable Object cycle(ItemOf one, Function<Price.Cycle, Object> part) {
        Price.Cycle cycle = one.price().cycle();
        return cycle == null ? null : part.apply(cycle);
    }

    private static @Nullable Object transform(ItemOf one, Function<Price.Transform, Object> part) {
        Price.Transform transform = one.price().transform();
        return transform == null ? null : part.apply(transform);
    }

    private record DiscountOf(SubscriptionRow of, String item, int place, Discount discount) {

        static Stream<DiscountOf> all(SubscriptionRow row) {
            return Stream.concat(
                    of(row, "", row.said().discounts()),
                    row.said().items().stream().flatMap(item -> of(row, item.id(), item.discounts())));
        }

        private static Stream<DiscountOf> of(SubscriptionRow row, String item, List<Discount> all) {
            return IntStream.range(0, all.size()).mapToObj(place -> new DiscountOf(row, item, place, all.get(place)));
        }

        String products() {
            return discount.products().stream()
                    .map(hash -> hash.value().toString())
                    .collect(Collectors.joining(",", "{", "}"));
        }
    }

    private void insertDiscounts(List<DiscountOf> discounts) {
        if (discounts.isEmpty()) {
            return;
        }
        tenant.sql("""
                insert into subscription_discount (workspace_id, subscription_id, since, item_id, place, coupon, percent_off,
                                                   amount_off, currency, duration, starts_at, ends_at, products)
                select :workspace, g.subscription, g.since, g.item, g.place, g.coupon, g.percent, g.amount, g.currency,
                       g.duration, g.starts, g.ends, g.products::uuid[]
                  from unnest(:subscriptions::text[], :since::timestamptz[], :items::text[], :places::int[], :coupons::uuid[],
                              :percents::numeric[], :amounts::numeric[], :currencies::text[], :durations::text[],
                              :starts::timestamptz[], :ends::timestamptz[], :products::text[])
                       g (subscription, since, item, place, coupon, percent, amount, currency, duration, starts, ends, products)
                """)
                .param("subscriptions", texts(discounts, one -> one.of().said().id()))
                .param("since", texts(discounts, one -> one.of().since()))
                .param("items", texts(discounts, DiscountOf::item))
                .param("places", texts(discounts, DiscountOf::place))
                .param("coupons", texts(discounts, one -> one.discount().coupon()))
                .param("percents", texts(discounts, one -> one.discount().percentOff()))
                .param("amounts", texts(discounts, one -> one.discount().amountOff()))
                .param("currencies", texts(discounts, one -> one.discount().currency()))
                .param("durations", texts(discounts, one -> one.discount().length()))
                .param("starts", texts(discounts, one -> one.discount().startsAt()))
                .param("ends", texts(discounts, one -> one.discount().endsAt()))
                .param("products", texts(discounts, DiscountOf::products))
                .update();
    }
}

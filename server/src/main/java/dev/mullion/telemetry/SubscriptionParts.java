package dev.mullion.telemetry;

import static dev.mullion.telemetry.Columns.texts;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.tenancy.TenantSql;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Items and discounts of versions of subscriptions, in an order that stays the same. */
final class SubscriptionParts {

    private final TenantSql tenant;

    SubscriptionParts(TenantSql tenant) {
        this.tenant = tenant;
    }

    private record Key(String subscription, Instant since, String item) {}

    private record Found<T>(Key key, T part) {}

    List<SubscriptionVersion> complete(List<SubscriptionVersion> bare) {
        if (bare.isEmpty()) {
            return bare;
        }
        Map<Key, List<Discount>> discounts = grouped(discounts(bare));
        Map<Key, List<SubscriptionItem>> items = grouped(items(bare).stream()
                .map(found -> new Found<>(
                        new Key(found.key().subscription(), found.key().since(), ""),
                        with(found.part(), discounts.getOrDefault(found.key(), List.of()))))
                .toList());
        return bare.stream()
                .map(version -> completed(version, items, discounts))
                .toList();
    }

    private static SubscriptionVersion completed(
            SubscriptionVersion bare, Map<Key, List<SubscriptionItem>> items, Map<Key, List<Discount>> discounts) {
        Subscription said = bare.said();
        Key key = new Key(said.id().value(), bare.since(), "");
        return new SubscriptionVersion(
                new Subscription(
                        said.id(),
                        said.live(),
                        said.customer(),
                        said.standing(),
                        said.times(),
                        items.getOrDefault(key, List.of()),
                        discounts.getOrDefault(key, List.of()),
                        said.isWhole(),
                        said.asOf(),
                        said.changedAt()),
                bare.since(),
                bare.until(),
                bare.seenFirst());
    }

    private static SubscriptionItem with(SubscriptionItem item, List<Discount> discounts) {
        return new SubscriptionItem(
                item.id(), item.price(), item.quantity(), item.periodStart(), item.periodEnd(), discounts);
    }

    private static <T> Map<Key, List<T>> grouped(List<Found<T>> found) {
        return found.stream()
                .collect(Collectors.groupingBy(Found::key, Collectors.mapping(Found::part, Collectors.toList())));
    }

    private List<Found<SubscriptionItem>> items(List<SubscriptionVersion> of) {
        return tenant.sql("""
                select i.subscription_id, i.since, i.id, i.quantity, i.period_start, i.period_end, i.price, i.product, i.currency,
                       i.usage, i.interval_unit, i.interval_count, i.unit_amount, i.custom_amount, i.tiers_mode, i.tier_up_to,
                       i.tier_unit, i.tier_flat, i.divide_by, i.round_up, i.tax_inclusive
                  from subscription_item i
                 where i.workspace_id = :workspace
                   and i.subscription_id = any(:ids::text[])
                 order by i.subscription_id, i.since, i.id
                """)
                .param("ids", texts(of, version -> version.said().id()))
                .query((row, _) -> new Found<>(
                        new Key(row.getString("subscription_id"), Columns.at(row, "since"), row.getString("id")),
                        item(row)))
                .list();
    }

    private List<Found<Discount>> discounts(List<SubscriptionVersion> of) {
        return tenant.sql("""
                select d.subscription_id, d.since, d.item_id, d.coupon, d.percent_off, d.amount_off, d.currency, d.duration,
                       d.starts_at, d.ends_at, d.products
                  from subscription_discount d
                 where d.workspace_id = :workspace
                   and d.subscription_id = any(:ids::text[])
                 order by d.subscription_id, d.since, d.item_id, d.place
                """)
                .param("ids", texts(of, version -> version.said().id()))
                .query((row, _) -> new Found<>(
                        new Key(row.getString("subscription_id"), Columns.at(row, "since"), row.getString("item_id")),
                        discount(row)))
                .list();
    }

    private static SubscriptionItem item(ResultSet row) throws SQLException {
        return new SubscriptionItem(
                row.getString("id"),
                price(row),
                row.getObject("quantity", Long.class),
                Columns.instant(row, "period_start"),
                Columns.instant(row, "period_end"),
                List.of());
    }

    private static Price price(ResultSet row) throws SQLException {
        Price.Unit unit = Columns.constantOrNull(Price.Unit.class, row, "interval_unit");
        Long divideBy = row.getObject("divide_by", Long.class);
        return new Price(
                Objects.requireNonNull(Columns.hash(row, "price")),
                Columns.hash(row, "product"),
                new CurrencyCode(row.getString("currency")),
                Columns.constant(Price.Usage.class, row, "usage"),
                unit == null ? null : new Price.Cycle(unit, row.getInt("interval_count")),
                row.getBigDecimal("unit_amount"),
                row.getBoolean("custom_amount"),
                Columns.constantOrNull(Price.TiersMode.class, row, "tiers_mode"),
                tiers(row),
                divideBy == null ? null : new Price.Transform(divideBy, row.getBoolean("round_up")),
                row.getBoolean("tax_inclusive"));
    }

    private static List<Price.Tier> tiers(ResultSet row) throws SQLException {
        @Nullable Long[] upTo = (@Nullable Long[]) row.getArray("tier_up_to").getArray();
        BigDecimal[] unit = (BigDecimal[]) row.getArray("tier_unit").getArray();
        BigDecimal[] flat = (BigDecimal[]) row.getArray("tier_flat").getArray();
        return IntStream.range(0, upTo.length)
                .mapToObj(place -> new Price.Tier(upTo[place], unit[place], flat[place]))
                .toList();
    }

    private static Discount discount(ResultSet row) throws SQLException {
        String currency = row.getString("currency");
        List<IdHash> products = new ArrayList<>();
        for (UUID product : Arrays.asList((UUID[]) row.getArray("products").getArray())) {
            products.add(new IdHash(product));
        }
        return new Discount(
                Columns.hash(row, "coupon"),
                row.getBigDecimal("percent_off"),
                row.getBigDecimal("amount_off"),
                currency == null ? null : new CurrencyCode(currency),
                Columns.constant(Discount.Length.class, row, "duration"),
                Columns.instant(row, "starts_at"),
                Columns.instant(row, "ends_at"),
                products);
    }
}

package dev.mullion.telemetry.finance;

import dev.mullion.telemetry.InfrastructureCost;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.vendors.Vendor;
import dev.mullion.telemetry.vendors.VendorCatalogue;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What infrastructure costs, by {@link FinanceMetric#INFRASTRUCTURE}. Safe to share between threads. */
@Component
public class Infrastructure {

    /** The most entries of one answer. */
    public static final int MOST = 200;

    private static final VendorCatalogue CATALOGUE = VendorCatalogue.shipped();

    private final TenantSql tenant;
    private final Clock clock;

    Infrastructure(TenantSql tenant, Clock clock) {
        this.tenant = tenant;
        this.clock = clock;
    }

    /**
     * What one provider cost in one month.
     *
     * @param provider the importer's word
     * @param vendor which business that is; null where the catalogue knows none of this name
     * @param entries imported rows
     * @param asOf the latest version among them
     */
    public record Line(
            YearMonth month, String provider, @Nullable Vendor vendor, long entries, Money sum, Instant asOf) {}

    /**
     * Of which entries.
     *
     * @param month null: of every one
     * @param currency null: of each
     * @param provider null: of all
     */
    public record Filter(
            @Nullable YearMonth month,
            @Nullable CurrencyCode currency,
            @Nullable String provider) {}

    /** The last months, the one under way included, the latest first; in each the largest sum first. */
    public List<Line> byMonth(int months) {
        LocalDate from = YearMonth.now(clock.withZone(ZoneOffset.UTC))
                .minusMonths(months - 1L)
                .atDay(1);
        return tenant.sql("""
                select c.month, c.currency, c.provider, count(*) as entries, sum(c.amount)::bigint as amount,
                       max(c.as_of) as as_of
                  from infrastructure_cost c
                 where c.workspace_id = :workspace
                   and c.month >= :from::date
                 group by c.month, c.currency, c.provider
                 order by c.month desc, c.currency, sum(c.amount) desc, c.provider
                """)
                .param("from", from.toString())
                .query(Infrastructure::line)
                .list();
    }

    /**
     * The entries by month, source, provider and service.
     *
     * @param after the last of the page before; null: from the start
     */
    public List<InfrastructureCost> entries(Filter filter, InfrastructureCost.@Nullable Id after, int limit) {
        YearMonth month = filter.month();
        CurrencyCode currency = filter.currency();
        return tenant.sql("""
                select c.source, c.provider, c.service, c.month, c.currency, c.amount, c.as_of
                  from infrastructure_cost c
                 where c.workspace_id = :workspace
                   and (:month::date is null or c.month = :month::date)
                   and (:currency::text is null or c.currency = :currency::text)
                   and (:provider::text is null or c.provider = :provider::text)
                   and (:after::date is null
                        or (c.month, c.source, c.provider, c.service)
                           > (:after::date, :source::text, :by::text, :service::text))
                 order by c.month, c.source, c.provider, c.service
                 limit :limit::int
                """)
                .param("month", month == null ? null : month.atDay(1).toString())
                .param("currency", currency == null ? null : currency.code())
                .param("provider", filter.provider())
                .param("after", after == null ? null : after.month().atDay(1).toString())
                .param("source", after == null ? null : after.source())
                .param("by", after == null ? null : after.provider())
                .param("service", after == null ? null : after.service())
                .param("limit", Math.clamp(limit, 1, MOST + 1))
                .query(Infrastructure::entry)
                .list();
    }

    /** Whether anything was ever imported of this provider. */
    public boolean knows(String provider) {
        return tenant.sql("""
                select exists (select 1
                                 from infrastructure_cost c
                                where c.workspace_id = :workspace
                                  and c.provider = :provider)
                """).param("provider", provider).query(Boolean.class).single();
    }

    /** Which business a provider's word means. */
    public static Optional<Vendor> vendor(String provider) {
        return CATALOGUE.byId(provider).or(() -> CATALOGUE.named(provider));
    }

    private static Line line(ResultSet row, int number) throws SQLException {
        String provider = row.getString("provider");
        return new Line(
                YearMonth.from(row.getObject("month", LocalDate.class)),
                provider,
                vendor(provider).orElse(null),
                row.getLong("entries"),
                new Money(row.getLong("amount"), new CurrencyCode(row.getString("currency"))),
                row.getTimestamp("as_of").toInstant());
    }

    private static InfrastructureCost entry(ResultSet row, int number) throws SQLException {
        return new InfrastructureCost(
                new InfrastructureCost.Id(
                        row.getString("source"),
                        row.getString("provider"),
                        row.getString("service"),
                        YearMonth.from(row.getObject("month", LocalDate.class))),
                new Money(row.getLong("amount"), new CurrencyCode(row.getString("currency"))),
                row.getTimestamp("as_of").toInstant());
    }
}

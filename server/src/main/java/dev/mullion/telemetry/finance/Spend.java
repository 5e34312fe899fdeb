package dev.mullion.telemetry.finance;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.BookId;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.telemetry.vendors.Vendor;
import dev.mullion.telemetry.vendors.VendorCatalogue;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is spent with suppliers, by {@link FinanceMetric#SPEND}. Safe to share between threads. */
@Component
public class Spend {

    /** The most entries of one answer. */
    public static final int MOST = 200;

    /** Stands for suppliers that the catalogue does not know; no id of the catalogue is this. */
    public static final String UNKNOWN = "-";

    private static final VendorCatalogue CATALOGUE = VendorCatalogue.shipped();

    private final TenantSql tenant;
    private final Clock clock;

    Spend(TenantSql tenant, Clock clock) {
        this.tenant = tenant;
        this.clock = clock;
    }

    /**
     * What was spent with one vendor in one month.
     *
     * @param vendor null: suppliers that the catalogue does not know, together
     * @param entries bills and credit notes
     */
    public record Line(YearMonth month, @Nullable Vendor vendor, long entries, Money sum) {}

    /**
     * One bill, or credit note of a supplier.
     *
     * @param amount negative where it is a credit note
     */
    public record Entry(
            BookId id,
            boolean isCredit,
            @Nullable IdHash counterparty,
            @Nullable Vendor vendor,
            LocalDate issuedOn,
            Money amount) {}

    /**
     * Of which entries.
     *
     * @param month of whose issue; null: of every one
     * @param currency null: of each
     * @param vendor of this one; {@link #UNKNOWN}: of none that is known; null: of all
     * @param since issued on this day or later; null: of any day
     * @param kind bills or credit notes; null: both
     */
    public record Filter(
            @Nullable YearMonth month,
            @Nullable CurrencyCode currency,
            @Nullable String vendor,
            @Nullable LocalDate since,
            @Nullable Kind kind) {

        public Filter(@Nullable YearMonth month, @Nullable CurrencyCode currency, @Nullable String vendor) {
            this(month, currency, vendor, null, null);
        }
    }

    /** What an entry is. */
    public enum Kind {
        BILL,
        CREDIT_NOTE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> named(String word) {
            return Arrays.stream(values())
                    .filter(one -> one.word().equals(word))
                    .findFirst();
        }
    }

    /** The last months, the one under way included, the latest first; in each the largest sum first. */
    public List<Line> byMonth(int months) {
        LocalDate from = YearMonth.now(clock.withZone(ZoneOffset.UTC))
                .minusMonths(months - 1L)
                .atDay(1);
        return tenant.sql("""
                select date_trunc('month', e.issued_on)::date as month, e.currency, e.vendor, count(*) as entries,
                       sum(e.amount)::bigint as amount
                  from (select i.issued_on, i.currency, i.vendor, i.total as amount
                          from invoice i
                         where i.workspace_id = :workspace
                           and i.direction = 'payable'
                           and i.state in ('open', 'paid')
                           and i.issued_on >= :from::date
                         union all
                        select c.issued_on, c.currency, c.vendor, -c.total
                          from credit c
                         where c.workspace_id = :workspace
                           and c.direction = 'payable'
                           and c.kind = 'credit_note'
                           and c.state in ('open', 'used')
                           and c.issued_on >= :from::date) e
                 group by 1, 2, 3
                 order by 1 desc, 2, 5 desc, 3
                """)
                .param("from", from.toString())
                .query((row, _) -> new Line(
                        YearMonth.from(row.getObject("month", LocalDate.class)),
                        vendor(row),
                        row.getLong("entries"),
                        new Money(row.getLong("amount"), new CurrencyCode(row.getString("currency")))))
                .list();
    }

    /** The vendor of an id that stands in a fact; one that left the catalogue is shown by its id. */
    public static Vendor vendor(String id) {
        return CATALOGUE.byId(id).orElseGet(() -> new Vendor(id, id, "", "unknown"));
    }

    /** Whether the catalogue has a vendor of this id. */
    public static boolean knows(String vendor) {
        return CATALOGUE.byId(vendor).isPresent();
    }

    /**
     * The entries in the order of their issue.
     *
     * @param after the last of the page before; null: from the start
     */
    public List<Entry> entries(Filter filter, Receivables.@Nullable Place after, int limit) {
        YearMonth month = filter.month();
        CurrencyCode currency = filter.currency();
        LocalDate since = filter.since();
        return tenant.sql("""
                select e.source, e.id, e.is_credit, e.counterparty, e.vendor, e.issued_on, e.amount, e.currency
                  from (select i.source, i.id, false as is_credit, i.counterparty, i.vendor, i.issued_on, i.total as amount,
                               i.currency
                          from invoice i
                         where i.workspace_id = :workspace
                           and i.direction = 'payable'
                           and i.state in ('open', 'paid')
                           and (:from::date is null or i.issued_on between :from::date and :to::date)
                           and (:currency::text is null or i.currency = :currency::text)
                         union all
                        select c.source, c.id, true, c.counterparty, c.vendor, c.issued_on, -c.total, c.currency
                          from credit c
                         where c.workspace_id = :workspace
                           and c.direction = 'payable'
                           and c.kind = 'credit_note'
                           and c.state in ('open', 'used')
                           and (:from::date is null or c.issued_on between :from::date and :to::date)
                           and (:currency::text is null or c.currency = :currency::text)) e
                 where (:vendor::text is null or coalesce(e.vendor, '-') = :vendor::text)
                   and (:since::date is null or e.issued_on >= :since::date)
                   and (:credit::boolean is null or e.is_credit = :credit::boolean)
                   and (:day::date is null or (e.issued_on, e.source, e.id) > (:day::date, :source::uuid, :id::text))
                 order by e.issued_on, e.source, e.id
                 limit :limit::int
                """)
                .param("from", month == null ? null : month.atDay(1).toString())
                .param("to", month == null ? null : month.atEndOfMonth().toString())
                .param("currency", currency == null ? null : currency.code())
                .param("vendor", filter.vendor())
                .param("since", since == null ? null : since.toString())
                .param("credit", filter.kind() == null ? null : filter.kind() == Kind.CREDIT_NOTE)
                .param("day", after == null ? null : after.day().toString())
                .param("source", after == null ? null : after.id().source().toString())
                .param("id", after == null ? null : after.id().id())
                .param("limit", Math.clamp(limit, 1, MOST + 1))
                .query(Spend::entry)
                .list();
    }

    private static @Nullable Vendor vendor(ResultSet row) throws SQLException {
        String id = row.getString("vendor");
        return id == null ? null : vendor(id);
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        UUID counterparty = row.getObject("counterparty", UUID.class);
        return new Entry(
                new BookId(row.getObject("source", UUID.class), row.getString("id")),
                row.getBoolean("is_credit"),
                counterparty == null ? null : new IdHash(counterparty),
                vendor(row),
                row.getObject("issued_on", LocalDate.class),
                new Money(row.getLong("amount"), new CurrencyCode(row.getString("currency"))));
    }
}

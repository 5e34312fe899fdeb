package dev.mullion.telemetry.finance;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.BookId;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What customers owe, by {@link FinanceMetric#RECEIVABLES}, now. Safe to share between threads. */
@Component
public class Receivables {

    /** The most invoices of one answer. */
    public static final int MOST = 200;

    private final TenantSql tenant;
    private final Clock clock;

    Receivables(TenantSql tenant, Clock clock) {
        this.tenant = tenant;
        this.clock = clock;
    }

    /**
     * Everything that is owed.
     *
     * @param asOf when it was computed
     * @param changedAt when the newest entry changed; null where there is none
     */
    public record Ageing(Instant asOf, @Nullable Instant changedAt, List<InCurrency> currencies) {
        public Ageing {
            currencies = List.copyOf(currencies);
        }
    }

    /** What is owed in one age. */
    public record Bucket(Lateness late, long invoices, Money sum) {}

    /**
     * One currency.
     *
     * @param buckets every age, also where nothing is in it
     * @param gross their sum
     * @param credits how many credits are not used up
     * @param unapplied what is left of them; not negative
     * @param net what is left of the gross after all credits
     * @param withoutDueDate how many are aged from their issue
     */
    public record InCurrency(
            CurrencyCode currency,
            List<Bucket> buckets,
            Money gross,
            long credits,
            Money unapplied,
            Money net,
            long withoutDueDate) {
        public InCurrency {
            buckets = List.copyOf(buckets);
        }
    }

    /**
     * One open invoice.
     *
     * @param days since its due day; negative: that many are left
     */
    public record Open(
            BookId id,
            @Nullable IdHash counterparty,
            LocalDate issuedOn,
            @Nullable LocalDate dueOn,
            long days,
            Money total,
            Money paid,
            Money credited,
            Money due,
            Instant updatedAt) {}

    private record Line(CurrencyCode currency, Lateness late, long invoices, long sum, long withoutDueDate) {}

    private record Credits(CurrencyCode currency, long count, long sum) {}

    public Ageing ageing() {
        Instant now = clock.instant();
        Map<CurrencyCode, List<Line>> open = new TreeMap<>();
        lines(now)
                .forEach(line -> open.computeIfAbsent(line.currency(), _ -> new ArrayList<>())
                        .add(line));
        Map<CurrencyCode, Credits> credits = new TreeMap<>();
        for (Credits each : unapplied()) {
            credits.put(each.currency(), each);
            open.computeIfAbsent(each.currency(), _ -> new ArrayList<>());
        }
        return new Ageing(
                now,
                changedAt(),
                open.entrySet().stream()
                        .map(each -> inCurrency(
                                each.getKey(),
                                each.getValue(),
                                credits.getOrDefault(each.getKey(), new Credits(each.getKey(), 0, 0))))
                        .toList());
    }

    private static InCurrency inCurrency(CurrencyCode currency, Collection<Line> lines, Credits credits) {
        Map<Lateness, Bucket> buckets = new EnumMap<>(Lateness.class);
        for (Lateness late : Lateness.values()) {
            buckets.put(late, new Bucket(late, 0, Money.zero(currency)));
        }
        Money gross = Money.zero(currency);
        long withoutDueDate = 0;
        for (Line line : lines) {
            Money sum = new Money(line.sum(), currency);
            buckets.put(line.late(), new Bucket(line.late(), line.invoices(), sum));
            gross = gross.plus(sum);
            withoutDueDate += line.withoutDueDate();
        }
        Money unapplied = new Money(credits.sum(), currency);
        return new InCurrency(
                currency,
                new ArrayList<>(buckets.values()),
                gross,
                credits.count(),
                unapplied,
                gross.minus(unapplied),
                withoutDueDate);
    }

    /** A sum beyond what is kept is an error of the database, never a wrong number. */
    private List<Line> lines(Instant now) {
        return tenant.sql("""
                select o.currency, width_bucket(o.days, array[1, 31, 61, 91]) as age, max(o.days) as days, count(*) as invoices,
                       sum(o.due)::bigint as due, count(*) filter (where o.due_on is null) as without_due
                  from (select i.currency, i.due, i.due_on,
                               ((:now::timestamptz at time zone coalesce(b.zone, 'UTC'))::date
                                - coalesce(i.due_on, i.issued_on)) as days
                          from invoice i
                          left join books b on b.workspace_id = :workspace and b.source = i.source
                         where i.workspace_id = :workspace
                           and i.direction = 'receivable'
                           and i.state = 'open'
                           and i.due <> 0) o
                 group by 1, 2
                """)
                .param("now", Timestamp.from(now))
                .query((row, _) -> new Line(
                        new CurrencyCode(row.getString("currency")),
                        Lateness.of(row.getLong("days")),
                        row.getLong("invoices"),
                        row.getLong("due"),
                        row.getLong("without_due")))
                .list();
    }

    private List<Credits> unapplied() {
        return tenant.sql("""
                select currency, count(*) as credits, sum(remaining)::bigint as remaining
                  from credit
                 where workspace_id = :workspace
                   and direction = 'receivable'
                   and state = 'open'
                   and remaining <> 0
                 group by currency
                """)
                .query((row, _) -> new Credits(
                        new CurrencyCode(row.getString("currency")), row.getLong("credits"), row.getLong("remaining")))
                .list();
    }

    private @Nullable Instant changedAt() {
        return tenant
                .sql("select max(updated_at) from invoice where workspace_id = :workspace and direction = 'receivable'")
                .query((row, _) -> row.getTimestamp(1))
                .list()
                .stream()
                .filter(java.util.Objects::nonNull)
                .map(Timestamp::toInstant)
                .findFirst()
                .orElse(null);
    }

    /**
     * Which open invoices.
     *
     * @param currency only of this one; null: of each
     * @param age only of this one
     * @param counterparty only this customer's; null: everybody's
     */
    public record Filter(
            @Nullable CurrencyCode currency,
            Age age,
            @Nullable IdHash counterparty) {

        /** Every one. */
        public static final Filter ALL = new Filter(null, Age.ANY, null);
    }

    /**
     * The open invoices, what is due longest first.
     *
     * @param after the last of the page before; null: from the start
     */
    public List<Open> open(Filter filter, @Nullable Place after, int limit) {
        CurrencyCode currency = filter.currency();
        IdHash counterparty = filter.counterparty();
        return tenant.sql("""
                select i.source, i.id, i.counterparty, i.issued_on, i.due_on, i.currency, i.total, i.paid, i.credited, i.due,
                       i.updated_at,
                       ((:now::timestamptz at time zone coalesce(b.zone, 'UTC'))::date
                        - coalesce(i.due_on, i.issued_on)) as days
                  from invoice i
                  left join books b on b.workspace_id = :workspace and b.source = i.source
                 where i.workspace_id = :workspace
                   and i.direction = 'receivable'
                   and i.state = 'open'
                   and i.due <> 0
                   and (:currency::text is null or i.currency = :currency::text)
                   and (:counterparty::uuid is null or i.counterparty = :counterparty::uuid)
                   and ((:now::timestamptz at time zone coalesce(b.zone, 'UTC'))::date
                        - coalesce(i.due_on, i.issued_on)) between :least::int and :most::int
                   and (:day::date is null
                        or (coalesce(i.due_on, i.issued_on), i.source, i.id) > (:day::date, :source::uuid, :id::text))
                 order by coalesce(i.due_on, i.issued_on), i.source, i.id
                 limit :limit::int
                """)
                .param("now", Timestamp.from(clock.instant()))
                .param("currency", currency == null ? null : currency.code())
                .param(
                        "counterparty",
                        counterparty == null ? null : counterparty.value().toString())
                .param("least", filter.age().least())
                .param("most", filter.age().most())
                .param("day", after == null ? null : after.day().toString())
                .param("source", after == null ? null : after.id().source().toString())
                .param("id", after == null ? null : after.id().id())
                .param("limit", Math.clamp(limit, 1, MOST + 1))
                .query(Receivables::open)
                .list();
    }

    /** Where a page of invoices, bills or credits ended. */
    public record Place(LocalDate day, BookId id) {

        /**
         * Reads what {@link #toString} writes.
         *
         * @throws IllegalArgumentException for any other text
         */
        public static Place parse(String text) {
            String[] parts = text.split("/", 3);
            if (parts.length < 3) {
                throw new IllegalArgumentException("a place is a day, a connection and an entry");
            }
            try {
                return new Place(LocalDate.parse(parts[0]), new BookId(UUID.fromString(parts[1]), parts[2]));
            } catch (DateTimeException notADay) {
                throw new IllegalArgumentException("a place begins with a day", notADay);
            }
        }

        @Override
        public String toString() {
            return day + "/" + id;
        }
    }

    /** By which day an invoice is aged. */
    public static LocalDate agedFrom(Open open) {
        return open.dueOn() == null ? open.issuedOn() : open.dueOn();
    }

    private static Open open(ResultSet row, int number) throws SQLException {
        CurrencyCode currency = new CurrencyCode(row.getString("currency"));
        UUID counterparty = row.getObject("counterparty", UUID.class);
        return new Open(
                new BookId(row.getObject("source", UUID.class), row.getString("id")),
                counterparty == null ? null : new IdHash(counterparty),
                row.getObject("issued_on", LocalDate.class),
                row.getObject("due_on", LocalDate.class),
                row.getLong("days"),
                new Money(row.getLong("total"), currency),
                new Money(row.getLong("paid"), currency),
                new Money(row.getLong("credited"), currency),
                new Money(row.getLong("due"), currency),
                row.getTimestamp("updated_at").toInstant());
    }
}

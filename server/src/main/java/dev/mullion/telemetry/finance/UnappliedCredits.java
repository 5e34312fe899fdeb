package dev.mullion.telemetry.finance;

import dev.mullion.keys.IdHash;
import dev.mullion.telemetry.BookId;
import dev.mullion.telemetry.Credit;
import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The credits behind {@link FinanceMetric#UNAPPLIED}. Safe to share between threads. */
@Component
public class UnappliedCredits {

    /** The most credits of one answer. */
    public static final int MOST = 200;

    private final TenantSql tenant;

    UnappliedCredits(TenantSql tenant) {
        this.tenant = tenant;
    }

    /**
     * Which of them.
     *
     * @param currency only of this one; null: of each
     * @param counterparty only this customer's; null: everybody's
     */
    public record Filter(
            @Nullable CurrencyCode currency, @Nullable IdHash counterparty) {}

    /** One credit of which something is left. */
    public record Unapplied(
            BookId id,
            Credit.Kind kind,
            @Nullable IdHash counterparty,
            LocalDate issuedOn,
            Money total,
            Money remaining,
            Instant updatedAt) {}

    /**
     * In the order of their issue.
     *
     * @param after the last of the page before; null: from the start
     */
    public List<Unapplied> list(Filter filter, Receivables.@Nullable Place after, int limit) {
        CurrencyCode currency = filter.currency();
        IdHash counterparty = filter.counterparty();
        return tenant.sql("""
                select c.source, c.id, c.kind, c.counterparty, c.issued_on, c.currency, c.total, c.remaining, c.updated_at
                  from credit c
                 where c.workspace_id = :workspace
                   and c.direction = 'receivable'
                   and c.state = 'open'
                   and c.remaining <> 0
                   and (:currency::text is null or c.currency = :currency::text)
                   and (:counterparty::uuid is null or c.counterparty = :counterparty::uuid)
                   and (:day::date is null or (c.issued_on, c.source, c.id) > (:day::date, :source::uuid, :id::text))
                 order by c.issued_on, c.source, c.id
                 limit :limit::int
                """)
                .param("currency", currency == null ? null : currency.code())
                .param(
                        "counterparty",
                        counterparty == null ? null : counterparty.value().toString())
                .param("day", after == null ? null : after.day().toString())
                .param("source", after == null ? null : after.id().source().toString())
                .param("id", after == null ? null : after.id().id())
                .param("limit", Math.clamp(limit, 1, MOST + 1))
                .query(UnappliedCredits::unapplied)
                .list();
    }

    private static Unapplied unapplied(ResultSet row, int number) throws SQLException {
        CurrencyCode currency = new CurrencyCode(row.getString("currency"));
        UUID counterparty = row.getObject("counterparty", UUID.class);
        return new Unapplied(
                new BookId(row.getObject("source", UUID.class), row.getString("id")),
                Credit.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                counterparty == null ? null : new IdHash(counterparty),
                row.getObject("issued_on", LocalDate.class),
                new Money(row.getLong("total"), currency),
                new Money(row.getLong("remaining"), currency),
                row.getTimestamp("updated_at").toInstant());
    }
}

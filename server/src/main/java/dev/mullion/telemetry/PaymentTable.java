package dev.mullion.telemetry;

import static dev.mullion.telemetry.Columns.ids;
import static dev.mullion.telemetry.Columns.texts;

import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The payments. */
final class PaymentTable implements Table<BookId, PaymentTable.PaymentRow> {

    private final TenantSql tenant;

    PaymentTable(TenantSql tenant) {
        this.tenant = tenant;
    }

    /** Each statement is whole, so the later one replaces the earlier one; of one instant the more final. */
    record PaymentRow(Payment said) implements Row<PaymentRow> {

        private static final Comparator<Payment> LATER = Comparator.comparing(Payment::updatedAt)
                .thenComparing(Payment::state)
                .thenComparing(Payment::toString);

        BookId id() {
            return said.id();
        }

        @Override
        public PaymentRow and(PaymentRow other) {
            return LATER.compare(said, other.said) >= 0 ? this : other;
        }

        @Override
        public int bytesKept() {
            return said.bytesKept();
        }
    }

    @Override
    public Map<BookId, PaymentRow> find(Collection<BookId> keys) {
        return tenant
                .sql("""
                select p.source, p.id, p.direction, p.state, p.paid_for, p.paid_for_id, p.paid_on, p.currency, p.amount,
                       p.updated_at
                  from payment p
                  join unnest(:sources::uuid[], :ids::text[]) g (source, id) on g.source = p.source and g.id = p.id
                 where p.workspace_id = :workspace
                   and p.source = any (:sources::uuid[])
                   and p.id = any (:ids::text[])
                """)
                .param("sources", texts(keys, BookId::source))
                .param("ids", texts(keys, BookId::id))
                .query((row, _) -> new PaymentRow(payment(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(PaymentRow::id, Function.identity()));
    }

    @Override
    public void write(Collection<PaymentRow> rows) {
        tenant.sql("""
                insert into payment (workspace_id, source, id, direction, state, paid_for, paid_for_id, paid_on, currency,
                                     amount, updated_at)
                select :workspace, g.*
                  from unnest(:sources::uuid[], :ids::text[], :directions::text[], :states::text[], :kinds::text[],
                              :entries::text[], :paidOn::date[], :currencies::text[], :amounts::bigint[],
                              :updated::timestamptz[]) g
                    on conflict (workspace_id, source, id) do update
                   set direction = excluded.direction, state = excluded.state, paid_for = excluded.paid_for,
                       paid_for_id = excluded.paid_for_id, paid_on = excluded.paid_on, currency = excluded.currency,
                       amount = excluded.amount, updated_at = excluded.updated_at
                """)
                .param("sources", texts(rows, row -> row.id().source()))
                .param("ids", texts(rows, row -> row.id().id()))
                .param("directions", texts(rows, row -> row.said().direction()))
                .param("states", texts(rows, row -> row.said().state()))
                .param("kinds", texts(rows, row -> row.said().paidFor()))
                .param("entries", texts(rows, row -> row.said().paidForId()))
                .param("paidOn", texts(rows, row -> row.said().paidOn()))
                .param("currencies", texts(rows, row -> row.said().amount().currency()))
                .param("amounts", ids(rows, row -> row.said().amount().minor()))
                .param("updated", texts(rows, row -> row.said().updatedAt()))
                .update();
    }

    /**
     * The payments of one invoice or bill in one currency.
     *
     * @param payments how many, deleted ones included
     * @param sum of those that are not deleted
     */
    record InCurrency(long payments, Money sum) {}

    /** By currency. A sum beyond what is kept is an error of the database, never a wrong number. */
    List<InCurrency> sumsFor(BookId invoice) {
        return tenant.sql("""
                select currency, count(*) as payments,
                       coalesce(sum(amount) filter (where state = 'made'), 0)::bigint as made
                  from payment
                 where workspace_id = :workspace
                   and source = :source::uuid
                   and paid_for_id = :invoice::text
                   and paid_for = 'invoice'
                 group by currency
                 order by currency
                """)
                .param("source", invoice.source().toString())
                .param("invoice", invoice.id())
                .query((row, _) -> new InCurrency(
                        row.getLong("payments"),
                        new Money(row.getLong("made"), new CurrencyCode(row.getString("currency")))))
                .list();
    }

    /** What was paid for one invoice or bill, the latest first. */
    List<Payment> latestFor(BookId invoice, int limit) {
        return tenant.sql("""
                select source, id, direction, state, paid_for, paid_for_id, paid_on, currency, amount, updated_at
                  from payment
                 where workspace_id = :workspace
                   and source = :source::uuid
                   and paid_for_id = :invoice::text
                   and paid_for = 'invoice'
                 order by paid_on desc, id desc
                 limit :limit::int
                """)
                .param("source", invoice.source().toString())
                .param("invoice", invoice.id())
                .param("limit", limit)
                .query((row, _) -> payment(row))
                .list();
    }

    private static Payment payment(ResultSet row) throws SQLException {
        return new Payment(
                new BookId(row.getObject("source", UUID.class), row.getString("id")),
                Columns.constant(Payment.Direction.class, row, "direction"),
                Columns.constant(Payment.State.class, row, "state"),
                Columns.constant(Payment.PaidFor.class, row, "paid_for"),
                row.getString("paid_for_id"),
                row.getObject("paid_on", LocalDate.class),
                new Money(row.getLong("amount"), new CurrencyCode(row.getString("currency"))),
                Columns.at(row, "updated_at"));
    }
}

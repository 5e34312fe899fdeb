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
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The invoices and bills. */
final class InvoiceTable implements Table<BookId, InvoiceTable.InvoiceRow> {

    private final TenantSql tenant;

    InvoiceTable(TenantSql tenant) {
        this.tenant = tenant;
    }

    /** Each statement is whole, so the later one replaces the earlier one; of one instant the more final. */
    record InvoiceRow(Invoice said) implements Row<InvoiceRow> {

        private static final Comparator<Invoice> LATER = Comparator.comparing(Invoice::updatedAt)
                .thenComparing(Invoice::state)
                .thenComparing(Invoice::toString);

        BookId id() {
            return said.id();
        }

        @Override
        public InvoiceRow and(InvoiceRow other) {
            return LATER.compare(said, other.said) >= 0 ? this : other;
        }

        @Override
        public int bytesKept() {
            return said.bytesKept();
        }
    }

    @Override
    public Map<BookId, InvoiceRow> find(Collection<BookId> keys) {
        return tenant
                .sql("""
                select i.source, i.id, i.direction, i.state, i.counterparty, i.vendor, i.issued_on, i.due_on, i.paid_on,
                       i.currency, i.total, i.tax, i.due, i.paid, i.credited, i.updated_at
                  from invoice i
                  join unnest(:sources::uuid[], :ids::text[]) g (source, id) on g.source = i.source and g.id = i.id
                 where i.workspace_id = :workspace
                   and i.source = any (:sources::uuid[])
                   and i.id = any (:ids::text[])
                """)
                .param("sources", texts(keys, BookId::source))
                .param("ids", texts(keys, BookId::id))
                .query((row, _) -> new InvoiceRow(invoice(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(InvoiceRow::id, Function.identity()));
    }

    @Override
    public void write(Collection<InvoiceRow> rows) {
        tenant.sql("""
                insert into invoice (workspace_id, source, id, direction, state, counterparty, vendor, issued_on, due_on,
                                     paid_on, currency, total, tax, due, paid, credited, updated_at)
                select :workspace, g.*
                  from unnest(:sources::uuid[], :ids::text[], :directions::text[], :states::text[], :counterparties::uuid[],
                              :vendors::text[], :issued::date[], :dueOn::date[], :paidOn::date[], :currencies::text[],
                              :totals::bigint[], :taxes::bigint[], :dues::bigint[], :paid::bigint[], :credited::bigint[],
                              :updated::timestamptz[]) g
                    on conflict (workspace_id, source, id) do update
                   set direction = excluded.direction, state = excluded.state, counterparty = excluded.counterparty,
                       vendor = excluded.vendor, issued_on = excluded.issued_on, due_on = excluded.due_on,
                       paid_on = excluded.paid_on, currency = excluded.currency, total = excluded.total,
                       tax = excluded.tax, due = excluded.due, paid = excluded.paid, credited = excluded.credited,
                       updated_at = excluded.updated_at
                """)
                .param("sources", texts(rows, row -> row.id().source()))
                .param("ids", texts(rows, row -> row.id().id()))
                .param("directions", texts(rows, row -> row.said().direction()))
                .param("states", texts(rows, row -> row.said().state()))
                .param("counterparties", texts(rows, row -> row.said().counterparty()))
                .param("vendors", texts(rows, row -> row.said().vendor()))
                .param("issued", texts(rows, row -> row.said().issuedOn()))
                .param("dueOn", texts(rows, row -> row.said().dueOn()))
                .param("paidOn", texts(rows, row -> row.said().paidOn()))
                .param("currencies", texts(rows, row -> row.said().amounts().currency()))
                .param("totals", ids(rows, row -> row.said().amounts().total().minor()))
                .param("taxes", ids(rows, row -> row.said().amounts().tax().minor()))
                .param("dues", ids(rows, row -> row.said().amounts().due().minor()))
                .param("paid", ids(rows, row -> row.said().amounts().paid().minor()))
                .param(
                        "credited",
                        ids(rows, row -> row.said().amounts().credited().minor()))
                .param("updated", texts(rows, row -> row.said().updatedAt()))
                .update();
    }

    private static Invoice invoice(ResultSet row) throws SQLException {
        CurrencyCode currency = new CurrencyCode(row.getString("currency"));
        return new Invoice(
                new BookId(row.getObject("source", UUID.class), row.getString("id")),
                Columns.constant(Invoice.Direction.class, row, "direction"),
                Columns.constant(Invoice.State.class, row, "state"),
                Columns.hash(row, "counterparty"),
                row.getString("vendor"),
                row.getObject("issued_on", LocalDate.class),
                row.getObject("due_on", LocalDate.class),
                row.getObject("paid_on", LocalDate.class),
                new Invoice.Amounts(
                        new Money(row.getLong("total"), currency),
                        new Money(row.getLong("tax"), currency),
                        new Money(row.getLong("due"), currency),
                        new Money(row.getLong("paid"), currency),
                        new Money(row.getLong("credited"), currency)),
                Columns.at(row, "updated_at"));
    }
}

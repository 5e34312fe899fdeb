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

/** The credits. */
final class CreditTable implements Table<BookId, CreditTable.CreditRow> {

    private final TenantSql tenant;

    CreditTable(TenantSql tenant) {
        this.tenant = tenant;
    }

    /** Each statement is whole, so the later one replaces the earlier one; of one instant the more final. */
    record CreditRow(Credit said) implements Row<CreditRow> {

        private static final Comparator<Credit> LATER = Comparator.comparing(Credit::updatedAt)
                .thenComparing(Credit::state)
                .thenComparing(Credit::toString);

        BookId id() {
            return said.id();
        }

        @Override
        public CreditRow and(CreditRow other) {
            return LATER.compare(said, other.said) >= 0 ? this : other;
        }

        @Override
        public int bytesKept() {
            return said.bytesKept();
        }
    }

    @Override
    public Map<BookId, CreditRow> find(Collection<BookId> keys) {
        return tenant
                .sql("""
                select c.source, c.id, c.kind, c.direction, c.state, c.counterparty, c.vendor, c.issued_on, c.currency,
                       c.total, c.remaining, c.updated_at
                  from credit c
                  join unnest(:sources::uuid[], :ids::text[]) g (source, id) on g.source = c.source and g.id = c.id
                 where c.workspace_id = :workspace
                   and c.source = any (:sources::uuid[])
                   and c.id = any (:ids::text[])
                """)
                .param("sources", texts(keys, BookId::source))
                .param("ids", texts(keys, BookId::id))
                .query((row, _) -> new CreditRow(credit(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(CreditRow::id, Function.identity()));
    }

    @Override
    public void write(Collection<CreditRow> rows) {
        tenant.sql("""
                insert into credit (workspace_id, source, id, kind, direction, state, counterparty, vendor, issued_on,
                                    currency, total, remaining, updated_at)
                select :workspace, g.*
                  from unnest(:sources::uuid[], :ids::text[], :kinds::text[], :directions::text[], :states::text[],
                              :counterparties::uuid[], :vendors::text[], :issued::date[], :currencies::text[],
                              :totals::bigint[], :remaining::bigint[], :updated::timestamptz[]) g
                    on conflict (workspace_id, source, id) do update
                   set kind = excluded.kind, direction = excluded.direction, state = excluded.state,
                       counterparty = excluded.counterparty, vendor = excluded.vendor, issued_on = excluded.issued_on,
                       currency = excluded.currency, total = excluded.total, remaining = excluded.remaining,
                       updated_at = excluded.updated_at
                """)
                .param("sources", texts(rows, row -> row.id().source()))
                .param("ids", texts(rows, row -> row.id().id()))
                .param("kinds", texts(rows, row -> row.said().kind()))
                .param("directions", texts(rows, row -> row.said().direction()))
                .param("states", texts(rows, row -> row.said().state()))
                .param("counterparties", texts(rows, row -> row.said().counterparty()))
                .param("vendors", texts(rows, row -> row.said().vendor()))
                .param("issued", texts(rows, row -> row.said().issuedOn()))
                .param("currencies", texts(rows, row -> row.said().total().currency()))
                .param("totals", ids(rows, row -> row.said().total().minor()))
                .param("remaining", ids(rows, row -> row.said().remaining().minor()))
                .param("updated", texts(rows, row -> row.said().updatedAt()))
                .update();
    }

    private static Credit credit(ResultSet row) throws SQLException {
        CurrencyCode currency = new CurrencyCode(row.getString("currency"));
        return new Credit(
                new BookId(row.getObject("source", UUID.class), row.getString("id")),
                Columns.constant(Credit.Kind.class, row, "kind"),
                Columns.constant(Invoice.Direction.class, row, "direction"),
                Columns.constant(Credit.State.class, row, "state"),
                Columns.hash(row, "counterparty"),
                row.getString("vendor"),
                row.getObject("issued_on", LocalDate.class),
                new Money(row.getLong("total"), currency),
                new Money(row.getLong("remaining"), currency),
                Columns.at(row, "updated_at"));
    }
}

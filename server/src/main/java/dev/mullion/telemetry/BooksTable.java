package dev.mullion.telemetry;

import static dev.mullion.telemetry.Columns.texts;

import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.tenancy.TenantSql;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The books. */
final class BooksTable implements Table<UUID, BooksTable.BooksRow> {

    private final TenantSql tenant;

    BooksTable(TenantSql tenant) {
        this.tenant = tenant;
    }

    record BooksRow(Books said) implements Row<BooksRow> {

        private static final Comparator<Books> LATER =
                Comparator.comparing(Books::asOf).thenComparing(Books::toString);

        UUID id() {
            return said.source();
        }

        @Override
        public BooksRow and(BooksRow other) {
            return LATER.compare(said, other.said) >= 0 ? this : other;
        }

        @Override
        public int bytesKept() {
            return said.bytesKept();
        }
    }

    @Override
    public Map<UUID, BooksRow> find(Collection<UUID> keys) {
        return tenant
                .sql("""
                select source, base_currency, zone, as_of
                  from books
                 where workspace_id = :workspace
                   and source = any (:sources::uuid[])
                """)
                .param("sources", texts(keys, key -> key))
                .query((row, _) -> new BooksRow(new Books(
                        row.getObject("source", UUID.class),
                        new CurrencyCode(row.getString("base_currency")),
                        ZoneId.of(row.getString("zone")),
                        Columns.at(row, "as_of"))))
                .list()
                .stream()
                .collect(Collectors.toMap(BooksRow::id, Function.identity()));
    }

    @Override
    public void write(Collection<BooksRow> rows) {
        tenant.sql("""
                insert into books (workspace_id, source, base_currency, zone, as_of)
                select :workspace, g.*
                  from unnest(:sources::uuid[], :currencies::text[], :zones::text[], :asOf::timestamptz[]) g
                    on conflict (workspace_id, source) do update
                   set base_currency = excluded.base_currency, zone = excluded.zone, as_of = excluded.as_of
                """)
                .param("sources", texts(rows, BooksRow::id))
                .param("currencies", texts(rows, row -> row.said().baseCurrency()))
                .param("zones", texts(rows, row -> row.said().zone()))
                .param("asOf", texts(rows, row -> row.said().asOf()))
                .update();
    }
}

package dev.mullion.telemetry;

import static dev.mullion.telemetry.Columns.ids;
import static dev.mullion.telemetry.Columns.texts;

import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.telemetry.money.Money;
import dev.mullion.tenancy.TenantSql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The bills of infrastructure by month. */
final class InfrastructureCostTable implements Table<InfrastructureCost.Id, InfrastructureCostTable.CostRow> {

    private final TenantSql tenant;

    InfrastructureCostTable(TenantSql tenant) {
        this.tenant = tenant;
    }

    /** Each statement is whole, so the later one replaces the earlier one. */
    record CostRow(InfrastructureCost said) implements Row<CostRow> {

        private static final Comparator<InfrastructureCost> LATER =
                Comparator.comparing(InfrastructureCost::asOf).thenComparing(InfrastructureCost::toString);

        InfrastructureCost.Id id() {
            return said.id();
        }

        @Override
        public CostRow and(CostRow other) {
            return LATER.compare(said, other.said) >= 0 ? this : other;
        }

        @Override
        public int bytesKept() {
            return said.bytesKept();
        }
    }

    @Override
    public Map<InfrastructureCost.Id, CostRow> find(Collection<InfrastructureCost.Id> keys) {
        return tenant
                .sql("""
                select c.source, c.provider, c.service, c.month, c.currency, c.amount, c.as_of
                  from infrastructure_cost c
                  join unnest(:sources::text[], :providers::text[], :services::text[], :months::date[])
                       g (source, provider, service, month)
                    on g.source = c.source and g.provider = c.provider and g.service = c.service and g.month = c.month
                 where c.workspace_id = :workspace
                """)
                .param("sources", texts(keys, InfrastructureCost.Id::source))
                .param("providers", texts(keys, InfrastructureCost.Id::provider))
                .param("services", texts(keys, InfrastructureCost.Id::service))
                .param("months", texts(keys, key -> key.month().atDay(1)))
                .query((row, _) -> new CostRow(cost(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(CostRow::id, Function.identity()));
    }

    @Override
    public void write(Collection<CostRow> rows) {
        tenant.sql("""
                insert into infrastructure_cost (workspace_id, source, provider, service, month, currency, amount, as_of)
                select :workspace, g.*
                  from unnest(:sources::text[], :providers::text[], :services::text[], :months::date[], :currencies::text[],
                              :amounts::bigint[], :asOf::timestamptz[]) g
                    on conflict (workspace_id, source, provider, month, service) do update
                   set currency = excluded.currency, amount = excluded.amount, as_of = excluded.as_of
                """)
                .param("sources", texts(rows, row -> row.id().source()))
                .param("providers", texts(rows, row -> row.id().provider()))
                .param("services", texts(rows, row -> row.id().service()))
                .param("months", texts(rows, row -> row.id().month().atDay(1)))
                .param("currencies", texts(rows, row -> row.said().amount().currency()))
                .param("amounts", ids(rows, row -> row.said().amount().minor()))
                .param("asOf", texts(rows, row -> row.said().asOf()))
                .update();
    }

    private static InfrastructureCost cost(ResultSet row) throws SQLException {
        return new InfrastructureCost(
                new InfrastructureCost.Id(
                        row.getString("source"),
                        row.getString("provider"),
                        row.getString("service"),
                        YearMonth.from(row.getObject("month", LocalDate.class))),
                new Money(row.getLong("amount"), new CurrencyCode(row.getString("currency"))),
                Columns.at(row, "as_of"));
    }
}

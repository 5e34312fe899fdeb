package dev.mullion.telemetry.finance;

import dev.mullion.telemetry.money.CurrencyCode;
import dev.mullion.tenancy.TenantSql;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The rates of the workspace whose door is open. Safe to share between threads. */
@Component
public class WorkspaceRates {

    private final TenantSql tenant;
    private final Clock clock;

    WorkspaceRates(TenantSql tenant, Clock clock) {
        this.tenant = tenant;
        this.clock = clock;
    }

    private record Line(CurrencyCode reporting, Rate rate) {}

    /** Empty where it gave none: then nothing is converted. */
    public Optional<Rates> find() {
        List<Line> lines = tenant.sql("""
                select r.currency as reporting, e.currency, e.rate, e.as_of
                  from reporting_currency r
                  join exchange_rate e on e.workspace_id = :workspace
                 where r.workspace_id = :workspace
                 order by e.currency
                """)
                .query((row, _) -> new Line(
                        new CurrencyCode(row.getString("reporting")),
                        new Rate(
                                new CurrencyCode(row.getString("currency")),
                                row.getBigDecimal("rate"),
                                row.getObject("as_of", LocalDate.class))))
                .list();
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rates(
                        lines.getFirst().reporting(),
                        lines.stream().map(Line::rate).toList()));
    }

    /**
     * Takes these in place of all that were there; whether they differ from them.
     *
     * @throws IllegalArgumentException where a rate is of a day that has begun nowhere yet
     */
    public boolean replace(Rates rates) {
        if (rates.newest().isAfter(LocalDate.now(clock.withZone(ZoneOffset.UTC)).plusDays(1))) {
            throw new IllegalArgumentException("a rate is of a day that has come, was " + rates.newest());
        }
        if (find().equals(Optional.of(rates))) {
            return false;
        }
        // The one row first: who replaces at the same time waits here, and two sets never mix.
        tenant.sql("""
                insert into reporting_currency (workspace_id, currency)
                values (:workspace, :currency)
                    on conflict (workspace_id) do update
                   set currency = excluded.currency
                """).param("currency", rates.reporting().code()).update();
        deleteRates();
        tenant.sql("""
                insert into exchange_rate (workspace_id, currency, rate, as_of)
                select :workspace, g.*
                  from unnest(:currencies::text[], :rates::numeric[], :days::date[]) g
                """)
                .param("currencies", texts(rates, rate -> rate.currency().code()))
                .param("rates", texts(rates, rate -> rate.rate().toPlainString()))
                .param("days", texts(rates, rate -> rate.asOf().toString()))
                .update();
        return true;
    }

    /** Takes them all away; whether there were any. */
    public boolean remove() {
        boolean isGone = tenant.sql("delete from reporting_currency where workspace_id = :workspace")
                        .update()
                == 1;
        deleteRates();
        return isGone;
    }

    private void deleteRates() {
        tenant.sql("delete from exchange_rate where workspace_id = :workspace").update();
    }

    private static String[] texts(Rates rates, java.util.function.Function<Rate, String> column) {
        return rates.rates().stream().map(column).collect(Collectors.toList()).toArray(String[]::new);
    }
}
